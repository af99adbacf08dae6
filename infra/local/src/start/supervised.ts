import { type Exit, launch, type Running } from '../processes/launch.js';
import { RotatingLog } from '../processes/rotating-log.js';
import { restartDelayMs } from './backoff.js';

export interface SupervisedOptions {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logPath: string;
  onLine: (line: string) => void;
  /** It ended though nobody asked it to; it will be started again after `delayMs`. */
  onCrash: (exit: Exit, delayMs: number) => void;
  onStarted: () => void;
}

/** Whoever ran this long was healthy: the next failure counts as the first. */
const HEALTHY_AFTER_MS = 30_000;
/** A service finishes what it has begun and gives back the rest within this time. */
const STOP_GRACE_MS = 10_000;

/**
 * A process that is kept running.
 *
 *   idle ──start──► running ──ends──► waiting ──delay over──► running …
 *                      └──stop──► stopped ◄──stop──┘
 */
export class Supervised {
  #running: Running | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isWanted = false;
  readonly #log: RotatingLog;

  constructor(readonly options: SupervisedOptions) {
    this.#log = new RotatingLog(options.logPath);
  }

  get pid(): number | undefined {
    return this.#running?.pid;
  }

  /** Times in a row that it ended soon after it was started. */
  get failures(): number {
    return this.#failures;
  }

  async start(): Promise<void> {
    this.#isWanted = true;
    const { name, command, args, env, cwd } = this.options;
    const began = Date.now();
    const running = await launch({
      name,
      command,
      args,
      env,
      cwd,
      stopSignal: 'SIGTERM',
      onLine: (line) => this.#onLine(line),
    });
    this.#running = running;
    this.options.onStarted();
    void running.exited.then((exit) => this.#onExit(exit, Date.now() - began));
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    await this.#running?.stop(STOP_GRACE_MS);
    this.#log.close();
  }

  /** SIGKILL at once: the second Ctrl-C. */
  async kill(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    await this.#running?.kill();
  }

  #onLine(line: string): void {
    this.#log.write(line);
    this.options.onLine(line);
  }

  #onExit(exit: Exit, ranMs: number): void {
    this.#running = undefined;
    if (!this.#isWanted) return;
    this.#failures = ranMs > HEALTHY_AFTER_MS ? 1 : this.#failures + 1;
    const delayMs = restartDelayMs(this.#failures, Math.random());
    this.options.onCrash(exit, delayMs);
    this.#timer = setTimeout(() => {
      this.start().catch((error: unknown) => {
        this.#onLine(`could not be started: ${String(error)}`);
        this.#onExit({ code: 127, signal: null }, 0);
      });
    }, delayMs);
  }
}
