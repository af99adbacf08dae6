import { execFile } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from '../../processes/account.js';
import { commandLine, endForeign, isAlive } from '../../processes/alive.js';
import type { Profile } from '../local-server.js';
import type { PostgresPrograms } from './postgres-programs.js';

const run = promisify(execFile);

/** The role that owns everything; services never get it. */
export const ADMIN_ROLE = 'postgres';
const STOP_GRACE_MS = 10_000;

/** What a server process of ours sees: nothing of the caller's environment but a path and a fixed language. */
export function serverEnvironment(place: string): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: place, LC_ALL: 'C', TZ: 'UTC' };
}

/** Makes an empty database cluster unless there is one. The administrator's password is asked for over TCP (scram-sha-256). */
export async function ensureCluster(
  programs: PostgresPrograms,
  place: string,
  password: string,
  profile: Profile,
  account: Account | undefined,
): Promise<string> {
  const data = join(place, 'data');
  const finished = join(place, 'initialised');
  if (existsSync(finished)) return data;
  rmSync(data, { recursive: true, force: true }); // An initdb that was interrupted leaves half a cluster.
  const passwordFile = join(place, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const args = ['-D', data, '-U', ADMIN_ROLE, '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // Sorts by code point alike on every machine, and needs no locale of the operating system.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  if (profile === 'test') args.push('--no-sync');
  try {
    await run(join(programs.folder, 'bin', 'initdb'), args, {
      cwd: place,
      env: serverEnvironment(place),
      ...(account && { uid: account.uid, gid: account.gid }),
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(finished, '');
  return data;
}

/**
 * Clears what a killed server left: its lock file names a process that is gone, or a server on our own data that nobody
 * looks after any more (its supervisor was killed), which is stopped. A stranger that merely got the same id is left alone.
 */
export async function clearStale(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (pid > 0 && isAlive(pid) && commandLine(pid).includes(data)) await endForeign(pid, 'SIGINT', STOP_GRACE_MS);
  rmSync(lock, { force: true });
}
