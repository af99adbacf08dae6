import { closingLine, count } from './counts.js';

const report = { numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numRuntimeErrorTestSuites: 1 };

describe('the last line of a test run', () => {
  it('counts checks and tests, and a suite that could not be loaded as one failure', () => {
    expect(closingLine(count([true, true, false], report))).toBe('12 passed, 3 failed, 2 skipped');
  });

  it('counts a Jest run that came to nothing as a failure', () => {
    expect(closingLine(count([true], undefined))).toBe('1 passed, 1 failed');
  });
});
