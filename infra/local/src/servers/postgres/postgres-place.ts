import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { type Account, isReachableByOthers } from '../../processes/account.js';
import type { Profile } from '../local-server.js';
import { ROOT_STATE_FOLDER } from './postgres-programs.js';

/**
 * The folder for PostgreSQL's data. An ordinary user's lies in the home. Root's can't: the server then runs as another user,
 * who may not enter root's folders, so it lies under /var/lib (or, for tests, beside the home in the temporary folder).
 * @param instance names the installation, so that homes on one machine do not share data
 */
export function postgresPlace(home: string, instance: string, profile: Profile, account: Account | undefined): string {
  if (!account) {
    const folder = join(home, 'postgres');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }
  const folder = profile === 'test' ? temporaryPlace(home) : join(ROOT_STATE_FOLDER, instance);
  mkdirSync(folder, { recursive: true });
  if (profile === 'durable') {
    chmodSync(ROOT_STATE_FOLDER, 0o755);
    removeForgottenTemporaries();
    claim(folder, home);
  }
  chmodSync(folder, 0o700);
  chownSync(folder, account.uid, account.gid);
  return folder;
}

/**
 * Removes root's data of homes that lay in the temporary folder and are gone: tests and benches make such homes by the dozen
 * and remove them as folders. Data of any other home that is gone stays; the doctor names it.
 */
export function removeForgottenTemporaries(): void {
  if (process.getuid?.() !== 0 || !existsSync(ROOT_STATE_FOLDER)) return;
  for (const name of readdirSync(ROOT_STATE_FOLDER)) {
    const marker = join(ROOT_STATE_FOLDER, name, 'home');
    if (!existsSync(marker)) continue;
    const home = readFileSync(marker, 'utf8').trim();
    if (home.startsWith(`${tmpdir()}${sep}`) && !existsSync(home)) {
      rmSync(join(ROOT_STATE_FOLDER, name), { recursive: true, force: true });
    }
  }
}

function temporaryPlace(home: string): string {
  const base = [dirname(home), tmpdir(), '/tmp', '/var/tmp'].find(
    (folder) => existsSync(folder) && isReachableByOthers(folder),
  );
  if (!base) throw new Error('no temporary folder can be reached by the user that PostgreSQL runs as');
  return join(base, `${basename(home)}-postgres`);
}

/** A copied home brings its instance along; two homes on one set of data would be worse than an error. */
function claim(folder: string, home: string): void {
  const marker = join(folder, 'home');
  const other = existsSync(marker) ? readFileSync(marker, 'utf8').trim() : home;
  if (other !== home && existsSync(join(other, 'secrets.json'))) {
    throw new Error(
      `${folder} holds the data of ${other}, of which ${home} seems to be a copy.\n` +
        `Remove ${join(home, 'secrets.json')} to start this one with empty data.`,
    );
  }
  writeFileSync(marker, `${home}\n`);
}
