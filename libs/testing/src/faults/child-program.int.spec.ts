import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@vividwalls/local';
import { eventually } from '../eventually.js';
import { testFolder } from '../test-run.js';
import { ChildProgram, type ChildProgramOptions } from './child-program.js';

/** Processes of their own run compiled code; the build comes before the specs. */
const compiled = (file: string): string => JSON.stringify(new URL(`../../dist/faults/${file}`, import.meta.url).href);

function write(source: string): string {
  const path = join(testFolder('child'), 'probe.mjs');
  writeFileSync(path, source);
  return path;
}

const STAYS = 'setInterval(() => {}, 1_000); console.log(`up ${process.env.FAULTS_START}`);';

describe('a child program', () => {
  const begun: ChildProgram[] = [];
  async function begin(source: string, more: Partial<ChildProgramOptions> = {}) {
    const lines: string[] = [];
    const program = new ChildProgram({
      name: 'probe',
      program: write(source),
      onLine: (line) => lines.push(line),
      ...more,
    });
    begun.push(program);
    await program.start();
    return { program, lines };
  }
  // What a test left running because it failed must not keep Jest; that it is broken was told already.
  afterEach(() => Promise.allSettled(begun.splice(0).map((program) => program.stop())));

  it('is started again at once after kill -9, until it is stopped', async () => {
    const { program, lines } = await begin(STAYS);
    await eventually(() => lines.includes('up 1'));
    const first = program.pid as number;
    await program.kill9();
    expect(isAlive(first)).toBe(false);
    await eventually(() => lines.includes('up 2'));
    await program.kill9();
    await eventually(() => lines.includes('up 3'));
    const last = program.pid as number;
    expect(await program.stop()).toEqual({ code: null, signal: 'SIGTERM', isForced: false });
    expect(isAlive(last)).toBe(false);
    expect(program.pid).toBeUndefined();
    expect(program.record).toMatchObject({ starts: 3, deaths: { SIGKILL: 2 }, unexpectedExits: [] });
  });

  it('is stopped for good even in the middle of a start', async () => {
    const { program } = await begin(STAYS);
    await Promise.all([program.kill9(), program.kill9(), program.stop()]);
    const { starts } = program.record;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(program.record.starts).toBe(starts);
    expect(program.pid).toBeUndefined();
  });

  it('is given time to finish, and killed when it takes longer', async () => {
    // It says that it is up only when it listens.
    const finishing = `process.on('SIGTERM', () => { console.log('done'); process.exit(0); }); ${STAYS}`;
    const orderly = await begin(finishing);
    await eventually(() => orderly.lines.includes('up 1'));
    expect(await orderly.program.stop()).toEqual({ code: 0, signal: null, isForced: false });
    expect(orderly.lines).toEqual(['up 1', 'done']);
    const deaf = await begin(`process.on('SIGTERM', () => {}); ${STAYS}`, { stopGraceMs: 100 });
    await eventually(() => deaf.lines.includes('up 1'));
    expect(await deaf.program.stop()).toEqual({ code: null, signal: 'SIGKILL', isForced: true });
  });

  it('has only the environment it is given', async () => {
    const { lines } = await begin(
      'console.log(Object.keys(process.env).sort().join()); setInterval(() => {}, 1_000);',
      {
        env: { NATS_URL: 'nats://somewhere' },
      },
    );
    await eventually(() => lines.includes('FAULTS_START,NATS_URL,PATH'));
  });

  it('is killed at failpoints by the plan it is handed, at another pass each time', async () => {
    const source = `
      import { killingHook, killPlanFromEnvironment } from ${compiled('kill-plan.js')};
      const hook = killingHook(killPlanFromEnvironment(process.env));
      for (let pass = 1; ; pass += 1) {
        process.stdout.write('pass ' + pass + '\\n');
        hook('relay.published');
        process.stdout.write('survived ' + pass + '\\n');
        await new Promise((resolve) => setImmediate(resolve));
      }`;
    const killPlan = { seed: 'child', oneIn: { 'relay.published': 20 } };
    const { program, lines } = await begin(source, { killPlan });
    await eventually(() => (program.record.killedAt['relay.published'] ?? 0) >= 4);
    await program.stop();
    const { deaths, killedAt, unexpectedExits } = program.record;
    expect(deaths.SIGKILL).toBe(killedAt['relay.published']);
    expect(unexpectedExits).toEqual([]);
    // Both streams meet in `lines` in no order, hence by counting: at the killing pass nothing comes after.
    const runs = lines.join('\n').split('pass 1\n').slice(1, 5);
    const lastPasses = runs.map((run) => Number(/.*pass (\d+)/s.exec(run)?.[1] ?? 1));
    runs.forEach((run, place) => expect(run).not.toContain(`survived ${lastPasses[place]}\n`));
    expect(new Set(lastPasses).size).toBeGreaterThan(1);
  });

  it('tells why it ended by itself, and is given up when it can’t run', async () => {
    const { program } = await begin('console.log("reading settings"); throw new Error("no DATABASE_URL");');
    await eventually(() => {
      try {
        program.throwIfBroken();
        return false;
      } catch (error) {
        return (
          String(error).includes('5 times in a row, last with code 1') && String(error).includes('no DATABASE_URL')
        );
      }
    });
    expect(program.record.starts).toBe(5);
    expect(program.record.unexpectedExits).toHaveLength(5);
    expect(program.record.unexpectedExits[0]).toMatchObject({ start: 1, code: 1, signal: null });
    expect(program.record.unexpectedExits[0]?.lastLines.join()).toContain('no DATABASE_URL');
    await expect(program.stop()).rejects.toThrow('no DATABASE_URL');
  });

  it('says so when there is no such program', async () => {
    await expect(new ChildProgram({ name: 'probe', program: '/no/dist/main.js' }).start()).rejects.toThrow(
      'probe: there is no /no/dist/main.js; compile its package first',
    );
  });

  it('dies with the process that runs it, even when it ignores SIGTERM', async () => {
    if (process.platform !== 'linux') return;
    const child = write(`process.on('SIGTERM', () => {}); ${STAYS}`);
    const parent = spawn(process.execPath, [
      write(`
        import { ChildProgram } from ${compiled('child-program.js')};
        const program = new ChildProgram({ name: 'probe', program: ${JSON.stringify(child)}, onLine: () => console.log(program.pid) });
        await program.start();`),
    ]);
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (bytes) => resolve(Number(bytes))));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually(() => !isAlive(pid));
  });
});
