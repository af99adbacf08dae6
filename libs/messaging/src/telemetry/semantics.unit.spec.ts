import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { ATTRIBUTE, METRIC, SCHEMA_URL } from './semantics.js';

/** Every name the conventions publish, of the version installed. */
const published = new Set(Object.values(conventions).filter((name) => typeof name === 'string'));

/** Names of our own; everything else must be the conventions'. */
const OWN = [
  ATTRIBUTE.repeatCount,
  ATTRIBUTE.bisectDepth,
  ATTRIBUTE.publishedCount,
  ATTRIBUTE.duplicateCount,
  ATTRIBUTE.parkedCount,
  ATTRIBUTE.outcome,
  ATTRIBUTE.reason,
  ATTRIBUTE.relayState,
];

describe('names of spans and metrics', () => {
  it.each(Object.values(ATTRIBUTE).filter((name) => !OWN.includes(name as never)))(
    '%s is in the conventions',
    (name) => {
      expect(published).toContain(name);
    },
  );

  it.each([METRIC.sent, METRIC.consumed, METRIC.operationDuration, METRIC.processDuration])(
    '%s is in the conventions',
    (name) => expect(published).toContain(name),
  );

  it.each(OWN)('%s is ours alone', (name) => {
    expect(name).toMatch(/^messaging\./);
    expect(published).not.toContain(name);
  });

  it('says which version of the conventions it follows', () => {
    expect(SCHEMA_URL).toMatch(/^https:\/\/opentelemetry\.io\/schemas\/1\.\d+\.0$/);
  });
});
