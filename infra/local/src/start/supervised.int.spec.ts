import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, isAlive, testFolder } from '@vividwalls/testing';
import { Supervised } from './supervised.js';

function supervise(script: string): { service: Supervised; logPath: string; crashes: string[]; starts: () => number } {
  const logPath = join(testFolder('supervised'), 'probe.log');
  const crashes: string[] = [];
  let starts = 0;
  const service = new Supervised({
    name: 'probe',
    command: process.execPath,
    args: ['-e', script],
    env: { PATH: process.env.PATH ?? '' },
    cwd: '/',
    logPath,
    onLine: () => {},
    onCrash: ({ code, signal }) => crashes.push(String(signal ?? code)),
    onStarted: () => (starts += 1),
  });
  return { service, logPath, crashes, starts: () => starts };
}

describe('a supervised process', () => {
  it('is started again after kill -9, with its log going on', async () => {
    const { service, logPath, crashes, starts } = supervise('console.log("up"); setInterval(() => {}, 1000)');
    await service.start();
    await eventually(() => readFileSync(logPath, 'utf8') === 'up\n');
    const first = service.pid as number;
    process.kill(first, 'SIGKILL');
    await eventually(() => starts() === 2 && service.pid !== first);
    await eventually(() => readFileSync(logPath, 'utf8') === 'up\nup\n');
    expect(crashes).toEqual(['SIGKILL']);
    await service.stop();
    expect(service.pid).toBeUndefined();
  });

  it('is tried again and again when it can’t start, and left alone once stopped', async () => {
    const { service, crashes, starts } = supervise('process.exit(4)');
    await service.start();
    await eventually(() => starts() >= 3);
    expect(new Set(crashes)).toEqual(new Set(['4']));
    expect(service.failures).toBeGreaterThanOrEqual(2);
    await service.stop();
    const after = starts();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(starts()).toBe(after);
  });

  it('is given time to finish when stopped', async () => {
    const { service, logPath, crashes } = supervise(
      'process.on("SIGTERM", () => setTimeout(() => { console.log("done"); process.exit(0); }, 100)); console.log("up"); setInterval(() => {}, 1000)',
    );
    await service.start();
    await eventually(() => readFileSync(logPath, 'utf8') === 'up\n');
    const pid = service.pid as number;
    await service.stop();
    expect(isAlive(pid)).toBe(false);
    expect(readFileSync(logPath, 'utf8')).toBe('up\ndone\n');
    expect(crashes).toEqual([]);
  });
});
