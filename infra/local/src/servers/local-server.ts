import { join } from 'node:path';
import type { Exit, Running } from '../processes/launch.js';
import { RotatingLog } from '../processes/rotating-log.js';

/** `durable` keeps what it was told through a power cut as far as the server can; `test` trades that for speed. */
export type Profile = 'durable' | 'test';

export interface ServerOptions {
  /** Folder for data, configuration and logs; made when missing. */
  home: string;
  /** The port to listen on; a free one when left out. */
  port?: number | undefined;
  profile: Profile;
  /** Told when something takes a while, such as a download. */
  report?: ((message: string) => void) | undefined;
}

/** Servers get this long to write what they hold before they are killed. */
const STOP_GRACE_MS = 10_000;

/**
 * One server process that can be stopped, killed and started again on the same port and the same data.
 *
 *   stopped ──start──► running ──stop / kill9──► stopped
 *                        └─ends by itself─► stopped, and `onUnexpectedExit` is called
 */
export abstract class LocalServer {
  abstract readonly name: string;
  onUnexpectedExit: ((exit: Exit) => void) | undefined;
  #running: Running | undefined;
  #log: RotatingLog | undefined;

  constructor(
    readonly port: number,
    protected readonly home: string,
  ) {}

  /** Process id, or undefined while it does not run. */
  get pid(): number | undefined {
    return this.#running?.pid;
  }

  protected abstract launch(onLine: (line: string) => void): Promise<Running>;

  /** Starts it; resolves when it takes connections. Does nothing when it runs. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#log ??= new RotatingLog(join(this.home, 'logs', `${this.name}.log`));
    const running = await this.launch((line) => this.#log?.write(line));
    this.#running = running;
    void running.exited.then((exit) => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.onUnexpectedExit?.(exit);
    });
  }

  /** Stops it in an orderly way. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop(STOP_GRACE_MS);
    this.#log?.close();
    this.#log = undefined;
  }

  /** As `kill -9` would: nothing is flushed, nobody is told. */
  async kill9(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.kill();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
