import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from '../../processes/file-lock.js';
import { programsFolder } from '../../workspace.js';
import { unpackedBefore, unpackFromPackages } from './unpacked-program.js';
import { isAtLeast, versionOf } from './version.js';

/** A server that may be on the machine already or come out of its distribution's packages. */
export interface ServerProgram {
  name: string;
  minimum: readonly number[];
  /** Packages that hold it, the one whose version counts first. */
  packages: readonly string[];
  /** Suites to try after the machine's own, by distribution. */
  newerSuites: Record<string, readonly string[]>;
  /** The variable by which an operator names a server of their own. */
  urlVariable: string;
}

/** A program that was seen to run. */
export interface Program {
  path: string;
  version: readonly number[];
  origin: string;
  /** Variables it needs to find its libraries. */
  env: NodeJS.ProcessEnv;
}

/** JetStream's atomic batches and per-message limits that the messaging lib relies on came with 2.12. */
export const NATS_SERVER: ServerProgram = {
  name: 'nats-server',
  minimum: [2, 12],
  packages: ['nats-server'],
  newerSuites: { debian: ['forky', 'sid'], ubuntu: ['devel'] },
  urlVariable: 'NATS_URL',
};

/** Debian keeps the program itself in redis-tools; redis-server holds the link by its name. */
export const REDIS_SERVER: ServerProgram = {
  name: 'redis-server',
  minimum: [6, 2],
  packages: ['redis-server', 'redis-tools'],
  newerSuites: {},
  urlVariable: 'REDIS_URL',
};

/** No way was found to run a server on this machine. The message names the three ways out. */
export class ServerUnavailable extends Error {
  constructor(wanted: ServerProgram, reasons: string) {
    super(
      `${wanted.name} ${wanted.minimum.join('.')} or later is needed, and none was found on the PATH or in the distribution's packages.\n` +
        `${reasons.replaceAll(/^/gm, '  ')}\nThree ways out:\n` +
        `  1. install ${wanted.name} so that it is on the PATH\n` +
        `  2. set ${wanted.urlVariable} to a server of your own\n` +
        `  3. run everything in containers: docker compose up`,
    );
  }
}

/** An ordinary user's PATH often lacks these, though servers are installed there. */
const EXTRA_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];
/** Long enough for another process that is just fetching the same program over a slow line. */
const LOCK_TIMEOUT_MS = 300_000;

/** Looks where the program would come from without fetching anything. */
export async function findProgram(
  wanted: ServerProgram,
  folder: string = programsFolder,
): Promise<Program | undefined> {
  for (const directory of [...(process.env.PATH ?? '').split(delimiter), ...EXTRA_FOLDERS]) {
    const path = join(directory, wanted.name);
    if (!directory || !existsSync(path)) continue;
    const version = versionOf(path);
    if (version && isAtLeast(version, wanted.minimum)) return { path, version, origin: 'on the PATH', env: {} };
  }
  return unpackedBefore(wanted, folder);
}

/**
 * The program from the PATH, from an earlier unpacking, or fetched now. Safe to call from several processes at once.
 * @throws ServerUnavailable
 */
export async function obtainProgram(
  wanted: ServerProgram,
  report: (message: string) => void = () => {},
  folder: string = programsFolder,
): Promise<Program> {
  const found = await findProgram(wanted, folder);
  if (found) return found;
  return withLock(join(folder, 'lock'), LOCK_TIMEOUT_MS, async () => {
    const meanwhile = await findProgram(wanted, folder);
    if (meanwhile) return meanwhile;
    try {
      return await unpackFromPackages(wanted, folder, report);
    } catch (error) {
      throw new ServerUnavailable(wanted, error instanceof Error ? error.message : String(error));
    }
  });
}
