import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user of this machine. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** Users that a root shell may hand a database to, best first: the first exists where PostgreSQL was ever packaged. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * The user that PostgreSQL, which refuses to run as root, runs as; undefined when the caller is an ordinary user.
 * @throws when the caller is root and the machine knows none of the candidates
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = parsePasswd(readFileSync('/etc/passwd', 'utf8'));
  for (const name of CANDIDATES) {
    const found = accounts.find((account) => account.name === name && account.uid !== 0);
    if (found) return found;
  }
  throw new Error(
    `PostgreSQL can't run as root and this machine has no user ${CANDIDATES.join(' or ')}: run as an ordinary user`,
  );
}

export function parsePasswd(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** True when a user other than the owner can pass through every folder from `/` down to `path`. */
export function isReachableByOthers(path: string): boolean {
  for (let folder = existsSync(path) ? path : dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
