import { join } from 'node:path';
import { launch, type Running } from '../processes/launch.js';
import { RotatingLog } from '../processes/rotating-log.js';
import { workspaceRoot } from '../workspace.js';
import type { Screen } from './screen.js';

/** It has four webhooks under way at most. */
const STOP_GRACE_MS = 5_000;
/** The whole of it was sent, all but some, or it was interrupted. */
const PLAYED = [0, 6, 130];

/** Half an hour of orders, bounded: a system that is left running overnight is not full of them in the morning. */
export const LIVE_MINUTES = 30;
export const LIVE_ORDERS = 150;

/**
 * Orders that come one by one after the demo's days, `vw shop live`, as a process beside the services: who opens the console
 * sees it move. Its failure is a warning: the system is of use without it.
 */
export class LiveDemo {
  #running: Running | undefined;
  #isStopping = false;
  readonly #log: RotatingLog;

  constructor(
    private readonly home: string,
    private readonly screen: Pick<Screen, 'warn'>,
  ) {
    this.#log = new RotatingLog(LiveDemo.logIn(home));
  }

  static logIn(home: string): string {
    return join(home, 'logs', 'live-demo.log');
  }

  async start(): Promise<void> {
    const vw = join(workspaceRoot, 'libs', 'cli', 'dist', 'main.js');
    const bounds = ['--minutes', String(LIVE_MINUTES), '--orders', String(LIVE_ORDERS)];
    try {
      this.#running = await launch({
        name: 'the orders that come live',
        command: process.execPath,
        args: [vw, 'shop', 'live', ...bounds],
        env: { ...process.env, VW_HOME: this.home },
        cwd: workspaceRoot,
        stopSignal: 'SIGTERM',
        onLine: (line) => this.#log.write(line),
      });
    } catch (error) {
      return this.screen.warn(error instanceof Error ? error.message : String(error));
    }
    void this.#running.exited.then(({ code, signal }) => this.#onExit(code, signal ?? `code ${code}`));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.stop(STOP_GRACE_MS);
    this.#log.close();
  }

  async kill(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.kill();
  }

  #onExit(code: number | null, how: string): void {
    this.#running = undefined;
    if (this.#isStopping || (code !== null && PLAYED.includes(code))) return;
    this.screen.warn(`No more orders come live: it ended with ${how} (${LiveDemo.logIn(this.home)}).`);
  }
}
