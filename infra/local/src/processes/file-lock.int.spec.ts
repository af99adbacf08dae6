import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@vividwalls/testing';
import { startedAt } from './alive.js';
import { LockHeld, lockHolder, takeLock, withLock } from './file-lock.js';

describe('a lock in a file', () => {
  it('is held by one, and free again once given back', () => {
    const path = join(testFolder('lock'), 'lock');
    const release = takeLock(path);
    expect(lockHolder(path)).toBe(process.pid);
    expect(() => takeLock(path)).toThrow(LockHeld);
    release();
    expect(existsSync(path)).toBe(false);
    takeLock(path)();
  });

  it('is taken over from a process that is gone', async () => {
    const path = join(testFolder('lock'), 'lock');
    const child = spawn('sleep', ['60']);
    const pid = child.pid ?? 0;
    writeFileSync(path, JSON.stringify({ pid, startedAt: startedAt(pid) }));
    expect(lockHolder(path)).toBe(pid);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(lockHolder(path)).toBeUndefined();
    takeLock(path)();
  });

  it('is not believed when the process id was given to another since', () => {
    const path = join(testFolder('lock'), 'lock');
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: '1' }));
    expect(lockHolder(path)).toBeUndefined();
    takeLock(path)();
  });

  it('lets work through one at a time', async () => {
    const path = join(testFolder('lock'), 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(path, 5_000, work)));
    expect(most).toBe(1);
  });
});
