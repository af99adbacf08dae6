import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../processes/alive.js';
import { NATS_SERVER, obtainProgram } from '../servers/programs/server-program.js';
import { removeForgottenTemporaries } from '../servers/postgres/postgres-place.js';
import { startServers } from '../servers/start-servers.js';

/** Folders of test runs are named after their process, so that a later run can tell those of the dead. */
const PREFIX = 'vividwalls-test-';

export interface TestRun {
  /** Stops the servers and removes every folder of the run. */
  stop(): Promise<void>;
}

/**
 * Prepares one run of the test suite: a temporary folder, one PostgreSQL (each spec file makes a database of its own in it)
 * and one Redis, on free ports. Their addresses are left in the environment, which Jest's workers inherit:
 * VW_TEST_ROOT, VW_TEST_DATABASE_URL (the administrator's) and VW_TEST_REDIS_URL.
 */
export async function startTestRun(): Promise<TestRun> {
  sweep();
  const root = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const removeFolders = (): void => {
    for (const path of [root, `${root}-postgres`]) rmSync(path, { recursive: true, force: true });
    removeForgottenTemporaries(); // Of whole systems that specs started in the folder.
  };
  try {
    // Fetched here rather than by the first spec that starts one, whose time limit would have to allow for a download.
    await obtainProgram(NATS_SERVER, console.error);
    const servers = await startServers({
      home: root,
      profile: 'test',
      only: ['postgres', 'redis'],
      report: console.error,
    });
    process.env.VW_TEST_ROOT = root;
    process.env.VW_TEST_DATABASE_URL = servers.postgres.adminUrl;
    process.env.VW_TEST_REDIS_URL = servers.redis.url;
    const stop = async (): Promise<void> => {
      await servers.stop();
      removeFolders();
    };
    stopOnSignal(stop);
    return { stop };
  } catch (error) {
    removeFolders();
    throw error;
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(code)));
  }
}

/** Removes what runs left behind that were killed without a chance to clean up. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch (error) {
      // Another user's leftovers are theirs to remove.
      if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
