import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Exit, launch, type Running } from '@vividwalls/local';
import { KILL_PLAN_VARIABLE, type KillPlan, START_VARIABLE } from './kill-plan.js';
import { type ProcessRecord, ProgramRecord } from './program-record.js';

export interface ChildProgramOptions {
  /** For messages. */
  name: string;
  /** Path of a compiled program: a .js file under some dist. */
  program: string;
  args?: readonly string[];
  /** It gets these and PATH, nothing else of this process. */
  env?: NodeJS.ProcessEnv;
  /** For a program that arms its failpoints by `killPlanFromEnvironment`. */
  killPlan?: KillPlan;
  /** Options of Node itself. */
  execArgv?: readonly string[];
  onLine?: (line: string) => void;
  /** How long `stop` waits before it kills. */
  stopGraceMs?: number;
}

/** How the last process ended after `stop`; `isForced` when it had not stopped in time and was killed. */
export interface Stopped extends Exit {
  isForced: boolean;
}

const STOP_GRACE_MS = 10_000;
/** A program that ends by itself this often in a row, each time soon after its start, can't run: trying on hides why. */
const MAX_FALSE_STARTS = 5;
const SOON_MS = 5_000;
const NEVER_RAN: Exit = { code: 127, signal: null };
/** A dead process's last words are in the pipe this much longer. */
const DRAIN_MS = 50;

/**
 * A program that is run as a process of its own and started again at once whenever it dies.
 *
 *   idle ──start──► running ──killed, or ends──► running, the next start …
 *                     │  └───ends soon after its start, 5 times in a row──► broken
 *                     └──stop──► stopping ──► stopped
 *
 * Being killed (SIGKILL) is what it is for and counts as a death; any other end that nobody asked for is unexpected, and a
 * test should find none. While it is stopping it is not started again. When this process dies, the kernel kills it (Linux).
 */
export class ChildProgram {
  readonly record = new ProgramRecord();
  #isWanted = false;
  /** It did not stop within the grace. */
  #isForced = false;
  #running: Running | undefined;
  /** Resolves once a start that is under way has its process, or failed. */
  #starting: Promise<void> = Promise.resolve();
  /** Resolves once nothing runs and nothing will. */
  #life: Promise<void> = Promise.resolve();
  #lastExit: Exit = { code: null, signal: null };
  #broken: Error | undefined;

  constructor(private readonly options: ChildProgramOptions) {}

  /** Process id, or undefined while it does not run. */
  get pid(): number | undefined {
    return this.#running?.pid;
  }

  /**
   * Starts it; resolves when there is a process. Does nothing when it is kept running already.
   * @throws when there is no such program
   */
  async start(): Promise<void> {
    const { name, program } = this.options;
    if (this.#isWanted) return;
    if (!existsSync(program)) throw new Error(`${name}: there is no ${program}; compile its package first`);
    this.#isWanted = true;
    this.#isForced = false;
    this.#broken = undefined;
    const first = this.#begin();
    this.#life = first.then((record) => this.#keepRunning(record));
    await first;
  }

  /**
   * Kills the process that runs, or the one that is just being started; resolves when it is gone. The next one is started
   * without being asked for.
   */
  async kill9(): Promise<void> {
    await this.#starting;
    await this.#running?.kill();
  }

  /**
   * Asks it to stop (SIGTERM), and kills it when it has not within the grace.
   * @throws what `throwIfBroken` throws
   */
  async stop(): Promise<Stopped> {
    this.#isWanted = false;
    await this.#starting;
    await this.#end();
    await this.#life;
    await pause(DRAIN_MS);
    this.throwIfBroken();
    return { ...this.#lastExit, isForced: this.#isForced };
  }

  /**
   * To be called in the condition that a test waits for, so that it fails at once and with the reason.
   * @throws when the program ended by itself again and again and was given up
   */
  throwIfBroken(): void {
    if (this.#broken) throw this.#broken;
  }

  async #keepRunning(first: ProcessRecord): Promise<void> {
    let falseStarts = 0;
    for (let record = first; ; record = await this.#begin()) {
      const began = performance.now();
      const exit = await (this.#running?.exited ?? NEVER_RAN);
      this.#running = undefined;
      this.#lastExit = exit;
      // A failpoint may kill it while it is stopping, too.
      const isAskedFor = !this.#isWanted && (this.#isForced || exit.signal !== 'SIGKILL');
      if (!isAskedFor) record.ended(exit);
      if (!this.#isWanted) return;
      const isFalseStart = exit.signal !== 'SIGKILL' && performance.now() - began < SOON_MS;
      falseStarts = isFalseStart ? falseStarts + 1 : 0;
      if (falseStarts === MAX_FALSE_STARTS) return this.#giveUp(exit, record);
    }
  }

  /** Starts a process. One that could not be started counts as one that ended at once. */
  async #begin(): Promise<ProcessRecord> {
    const { name, program, args = [], env, killPlan, execArgv = [], onLine } = this.options;
    const record = this.record.began();
    const launched = launch({
      name,
      command: process.execPath,
      args: [...execArgv, program, ...args],
      env: {
        PATH: process.env.PATH,
        ...env,
        ...(killPlan && { [KILL_PLAN_VARIABLE]: JSON.stringify(killPlan) }),
        [START_VARIABLE]: String(this.record.starts),
      },
      cwd: dirname(program),
      // What the kernel sends when this process dies: nobody is left to wait for an orderly end.
      stopSignal: 'SIGKILL',
      onLine: (line) => {
        record.line(line);
        onLine?.(line);
      },
    });
    this.#starting = launched.then(
      (running) => void (this.#running = running),
      (error: unknown) => record.line(`could not be started: ${String(error)}`),
    );
    await this.#starting;
    return record;
  }

  async #end(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    const timer = setTimeout(() => {
      this.#isForced = true;
      void running.kill();
    }, this.options.stopGraceMs ?? STOP_GRACE_MS);
    try {
      process.kill(running.pid, 'SIGTERM');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // It died a moment ago.
    }
    await running.exited;
    clearTimeout(timer);
  }

  async #giveUp({ code, signal }: Exit, { lastLines }: ProcessRecord): Promise<void> {
    this.#isWanted = false;
    await pause(DRAIN_MS);
    this.#broken = new Error(
      [
        `${this.options.name} ended by itself ${MAX_FALSE_STARTS} times in a row, last with ${signal ?? `code ${code}`}`,
        ...lastLines.map((line) => `  ${line}`),
      ].join('\n'),
    );
  }
}
