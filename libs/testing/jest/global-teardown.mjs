export default async function globalTeardown() {
  await globalThis.vividwallsTestRun?.stop();
}
