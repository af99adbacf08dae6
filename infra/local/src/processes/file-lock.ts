import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, startedAt } from './alive.js';

interface Holder {
  pid: number;
  startedAt: string;
}

/** Another living process holds the lock. */
export class LockHeld extends Error {
  constructor(
    readonly path: string,
    readonly pid: number,
  ) {
    super(`${path} is held by process ${pid}`);
  }
}

const POLL_MS = 100;

/**
 * Takes a lock that lives in a file and outlives no process: a lock whose holder is gone is taken over.
 * The file appears with its content in one step (a hard link), so a reader never sees it half written.
 * @returns a function that gives the lock back
 * @throws LockHeld when a living process has it
 */
export function takeLock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) } satisfies Holder);
  for (;;) {
    writeFileSync(mine, content, { mode: 0o600 });
    try {
      linkSync(mine, path);
      return () => {
        if (read(path) === content) rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(mine);
    }
    const found = read(path);
    if (found === undefined) continue;
    const holder = parse(found);
    if (holder && isHeld(holder)) throw new LockHeld(path, holder.pid);
    // Moved aside rather than removed: of two processes that see the same stale lock only one can move it.
    try {
      renameSync(path, `${mine}.stale`);
      rmSync(`${mine}.stale`, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** Runs `work` while holding the lock; waits for another holder up to `timeoutMs`. */
export async function withLock<T>(path: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let release: (() => void) | undefined;
  while (!release) {
    try {
      release = takeLock(path);
    } catch (error) {
      if (!(error instanceof LockHeld) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** The process that holds the lock, or undefined when nobody living does. */
export function lockHolder(path: string): number | undefined {
  const holder = parse(read(path) ?? '');
  return holder && isHeld(holder) ? holder.pid : undefined;
}

function isHeld(holder: Holder): boolean {
  return isAlive(holder.pid) && (holder.startedAt === '' || startedAt(holder.pid) === holder.startedAt);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(content: string): Holder | undefined {
  try {
    const value = JSON.parse(content) as Partial<Holder>;
    return typeof value.pid === 'number' ? { pid: value.pid, startedAt: String(value.startedAt ?? '') } : undefined;
  } catch {
    return undefined; // Not written by us or cut short: nobody holds it.
  }
}
