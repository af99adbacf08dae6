import { TraceFlags } from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from './traceparent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('traceparent', () => {
  it('names a span in another process', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      traceFlags: TraceFlags.SAMPLED,
      isRemote: true,
    });
  });

  it.each([
    ['nothing', undefined],
    ['no text', ''],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a parent id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['a short trace id', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['the version that is none', `ff-${TRACE}-${SPAN}-01`],
    ['version 00 with a field too many', `00-${TRACE}-${SPAN}-01-x`],
    ['a line break behind it', `00-${TRACE}-${SPAN}-01\n`],
  ])('is not read from %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });

  it('of a later version may have more fields', () => {
    expect(parseTraceparent(`cc-${TRACE}-${SPAN}-01-what-the-future-holds`)).toMatchObject({ traceId: TRACE });
  });

  it.each(['00', '01'])('with the flags %s is the same after reading and writing', (flags) => {
    const text = `00-${TRACE}-${SPAN}-${flags}`;
    expect(formatTraceparent(parseTraceparent(text)!)).toBe(text);
  });
});
