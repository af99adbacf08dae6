import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Account } from './account.js';

/** How a process ended: by itself with a code, or by a signal. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface LaunchOptions {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** The user it runs as; the caller's own when left out. */
  account?: Account | undefined;
  /** Asks it to stop in an orderly way; also sent by the kernel when this process dies (Linux). */
  stopSignal: NodeJS.Signals;
  /** Every line it prints, to either stream. */
  onLine: (line: string) => void;
  /** True for the line that says it takes connections. Without it, the process counts as ready at once. */
  isReady?: (line: string) => boolean;
  readyTimeoutMs?: number;
}

/** A process that runs. */
export interface Running {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Sends the stop signal, then SIGKILL after `graceMs`; resolves when it is gone. */
  stop(graceMs: number): Promise<Exit>;
  /** SIGKILL at once; resolves when it is gone. */
  kill(): Promise<Exit>;
}

/** It ended, or said nothing for too long, before it was ready. */
export class LaunchFailed extends Error {}

const READY_TIMEOUT_MS = 60_000;
/** Lines kept for the message of a failed launch: the cause is nearly always among the last few. */
const TAIL_LINES = 15;

/**
 * Starts a process in a group of its own and waits until it is ready. Its own group, because Ctrl-C in a terminal
 * reaches the whole foreground group, and databases must stop after the services that use them, not with them.
 * On Linux the kernel sends it the stop signal if this process dies without a word (kill -9), so nothing is left behind.
 */
export async function launch(options: LaunchOptions): Promise<Running> {
  const [command, args] = boundToParent(options);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
  });
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const tail: string[] = [];
  const ready = whenReady(child, options, exited, tail);
  const running = control(child, options.stopSignal, exited);
  try {
    await ready;
  } catch (error) {
    if (child.pid !== undefined) await running.kill();
    throw error;
  }
  return running;
}

function whenReady(child: ChildProcess, options: LaunchOptions, exited: Promise<Exit>, tail: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void =>
      reject(new LaunchFailed([`${options.name} ${what}`, ...tail.map((line) => `  ${line}`)].join('\n')));
    const timer = setTimeout(
      () => fail(`was not ready within ${(options.readyTimeoutMs ?? READY_TIMEOUT_MS) / 1000} s`),
      options.readyTimeoutMs ?? READY_TIMEOUT_MS,
    );
    const onLine = (line: string): void => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      options.onLine(line);
      if (options.isReady?.(line)) {
        clearTimeout(timer);
        resolve();
      }
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', onLine);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    void exited.then(async ({ code, signal }) => {
      clearTimeout(timer);
      await new Promise((done) => setTimeout(done, 50)); // Its last lines are still in the pipe.
      fail(`ended with ${signal ?? `code ${code}`} before it was ready`);
    });
    if (!options.isReady) {
      clearTimeout(timer);
      child.once('spawn', () => resolve());
    }
  });
}

function control(child: ChildProcess, stopSignal: NodeJS.Signals, exited: Promise<Exit>): Running {
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? -1,
    exited,
    async stop(graceMs) {
      if (isGone()) return exited;
      child.kill(stopSignal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      try {
        return await exited;
      } finally {
        clearTimeout(timer);
      }
    },
    async kill() {
      if (!isGone()) child.kill('SIGKILL');
      return exited;
    },
  };
}

let deathSignalWorks: boolean | undefined;

/** Wraps the command in setpriv(1), which asks the kernel for a signal at the parent's death and then becomes the command. */
function boundToParent(options: LaunchOptions): [string, string[]] {
  deathSignalWorks ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0;
  if (!deathSignalWorks) return [options.command, options.args];
  const signal = options.stopSignal.replace(/^SIG/, '');
  return ['setpriv', ['--pdeathsig', signal, '--', options.command, ...options.args]];
}
