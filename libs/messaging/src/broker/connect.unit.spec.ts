import { inboxPrefix, isRecentEnough } from './connect.js';

describe('a broker’s version', () => {
  it.each([
    ['2.12.0', true],
    ['2.12.0-RC.3', true],
    ['2.15.1', true],
    ['3.0.0', true],
    ['2.11.9', false],
    ['2.9.25', false],
    ['1.4.1', false],
    ['0.0.0', false],
    ['', false],
  ])('%s is recent enough: %s', (version, enough) => expect(isRecentEnough(version)).toBe(enough));
});

describe('the prefix of reply subjects', () => {
  it('is each user’s own', () => expect(inboxPrefix('finance')).not.toBe(inboxPrefix('gateway')));
});
