export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What is used of Jest's `--json` report. */
export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  /** Suites that could not even be loaded: their tests are not counted anywhere, so each counts as one failure. */
  numRuntimeErrorTestSuites: number;
}

/** Counts each check and each test once. A Jest run without a report (it crashed) is one failure. */
export function count(checks: readonly boolean[], report: JestReport | undefined): Counts {
  const failedChecks = checks.filter((passed) => !passed).length;
  return {
    passed: checks.length - failedChecks + (report?.numPassedTests ?? 0),
    failed: failedChecks + (report ? report.numFailedTests + report.numRuntimeErrorTestSuites : 1),
    skipped: report?.numPendingTests ?? 0,
  };
}

/** The last line of the test run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
