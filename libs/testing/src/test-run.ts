import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Jest's global setup leaves for the specs. */
export type TestRunVariable = 'VW_TEST_ROOT' | 'VW_TEST_DATABASE_URL' | 'VW_TEST_REDIS_URL';

/** @throws when a spec runs without the global setup */
export function testRunVariable(name: TestRunVariable): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run specs through Jest with the workspace's jest.config.mjs`);
  return value;
}

/** A new folder that is removed with everything else when the test run ends. */
export function testFolder(name: string): string {
  return mkdtempSync(join(process.env.VW_TEST_ROOT ?? tmpdir(), `${name}-`));
}
