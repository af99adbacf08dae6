// Runs once before all specs, outside of Jest's module system, hence from compiled code.
export default async function globalSetup() {
  const { startTestRun } = await import('../../../infra/local/dist/test-run/test-run.js');
  globalThis.vividwallsTestRun = await startTestRun();
}
