import { DemoProcess, demoLogIn } from './demo-process.js';
import type { Screen } from './screen.js';

/** It has four webhooks under way at most. */
const STOP_GRACE_MS = 5_000;
const LOG_FILE = 'live-demo.log';
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
  readonly #process: DemoProcess;

  constructor(
    private readonly home: string,
    private readonly screen: Pick<Screen, 'warn'>,
  ) {
    this.#process = new DemoProcess(home, {
      name: 'the orders that come live',
      args: ['shop', 'live', '--minutes', String(LIVE_MINUTES), '--orders', String(LIVE_ORDERS)],
      ...{ logFile: LOG_FILE, stopGraceMs: STOP_GRACE_MS },
      onExit: (code, how) => this.#onExit(code, how),
      onFailure: (why) => this.screen.warn(why),
    });
  }

  static logIn = (home: string): string => demoLogIn(home, LOG_FILE);

  start = (): Promise<void> => this.#process.start();
  stop = (): Promise<void> => this.#process.stop();
  kill = (): Promise<void> => this.#process.kill();

  #onExit(code: number | null, how: string): void {
    if (this.#process.isStopping || (code !== null && PLAYED.includes(code))) return;
    this.screen.warn(`No more orders come live: it ended with ${how} (${LiveDemo.logIn(this.home)}).`);
  }
}
