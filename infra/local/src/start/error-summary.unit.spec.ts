import { errorIn, ErrorSummary, SUMMARY_INTERVAL_MS } from './error-summary.js';

describe('errors on the screen', () => {
  it.each([
    [
      '{"level":"error","msg":"batch failed","error":{"message":"connection refused"}}',
      'batch failed: connection refused',
    ],
    ['{"level":50,"msg":"lost"}', 'lost'],
    ['{"level":"info","msg":"error is only a word here"}', undefined],
    ['{"level":"error"', undefined],
    ['TypeError: x is not a function', 'TypeError: x is not a function'],
    ['started without an Error', undefined],
  ])('reads %s', (line, expected) => {
    expect(errorIn(line)).toBe(expected);
  });

  it('shows one line in an interval and says how many it held back', () => {
    const shown: string[] = [];
    const summary = new ErrorSummary((text) => shown.push(text));
    const error = (message: string): string => JSON.stringify({ level: 'error', msg: message });
    for (const [message, at] of [
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', SUMMARY_INTERVAL_MS],
    ] as const)
      summary.see(error(message), at);
    expect(shown).toEqual(['a', 'd (and 2 more before it)']);
  });
});
