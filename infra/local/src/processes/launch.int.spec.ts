import { spawn } from 'node:child_process';
import { eventually, isAlive } from '@vividwalls/testing';
import { launch, type LaunchOptions } from './launch.js';

function shell(script: string, more: Partial<LaunchOptions> = {}): LaunchOptions {
  return {
    name: 'probe',
    command: '/bin/sh',
    args: ['-c', script],
    env: { PATH: process.env.PATH ?? '' },
    cwd: '/',
    stopSignal: 'SIGTERM',
    onLine: () => {},
    ...more,
  };
}

describe('launching a process', () => {
  it('waits for the line that says it is ready, on either stream', async () => {
    const lines: string[] = [];
    const running = await launch(
      shell('echo one; sleep 0.1; echo READY >&2; exec sleep 60', {
        isReady: (line) => line === 'READY',
        onLine: (line) => lines.push(line),
      }),
    );
    expect(lines).toEqual(['one', 'READY']);
    await expect(running.stop(5_000)).resolves.toMatchObject({ signal: 'SIGTERM' });
    expect(isAlive(running.pid)).toBe(false);
  });

  it('fails with its last words when it ends before it is ready', async () => {
    const attempt = launch(shell('echo "no such disk" >&2; exit 3', { isReady: () => false }));
    await expect(attempt).rejects.toThrow(/probe ended with code 3 before it was ready[\s\S]*no such disk/);
  });

  it('fails when it is silent for too long, and leaves nothing behind', async () => {
    let pid = 0;
    const attempt = launch(
      shell('echo $$; exec sleep 60', {
        isReady: () => false,
        readyTimeoutMs: 300,
        onLine: (line) => (pid = Number(line)),
      }),
    );
    await expect(attempt).rejects.toThrow('not ready within 0.3 s');
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('fails when there is no such program', async () => {
    await expect(launch(shell('', { command: '/no/such/program', isReady: () => false }))).rejects.toThrow(/probe/);
  });

  it('kills what ignores the stop signal once the grace is over', async () => {
    const running = await launch(
      shell('trap "" TERM; echo READY; while :; do sleep 0.05; done', { isReady: (line) => line === 'READY' }),
    );
    await expect(running.stop(200)).resolves.toMatchObject({ signal: 'SIGKILL' });
  });

  it('goes with its parent, even when that is killed', async () => {
    if (process.platform !== 'linux') return;
    // The parent is a process of its own that asks for the same death signal as launch() does.
    const parent = spawn(process.execPath, [
      '-e',
      `const { spawn } = require('node:child_process');
       const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', 'sleep', '60'], { detached: true });
       child.once('spawn', () => setTimeout(() => console.log(child.pid), 200));`,
    ]);
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (bytes) => resolve(Number(bytes))));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually(() => !isAlive(pid));
  });
});
