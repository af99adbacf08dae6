import { join } from 'node:path';
import { launch, type Running } from '../processes/launch.js';
import { RotatingLog } from '../processes/rotating-log.js';
import { workspaceRoot } from '../workspace.js';

/** A command of `vw` that plays a part of the demo. */
export interface DemoPart {
  /** As it is called when it can't be started. */
  readonly name: string;
  readonly args: readonly string[];
  /** Its log is `<home>/logs/<file>`. */
  readonly logFile: string;
  readonly stopGraceMs: number;
  /** Each line that it says, besides its log. */
  readonly onLine?: (line: string) => void;
  /** It ended by itself. */
  readonly onExit: (code: number | null, how: string) => void;
  /** It can't be started. */
  readonly onFailure: (why: string) => void;
}

export const demoLogIn = (home: string, file: string): string => join(home, 'logs', file);

/** A part of the demo as a process beside the services: it has a log, is stopped with the system, and its end is told once. */
export class DemoProcess {
  #running: Running | undefined;
  #isStopping = false;
  readonly #log: RotatingLog;

  constructor(
    private readonly home: string,
    private readonly part: DemoPart,
  ) {
    this.#log = new RotatingLog(demoLogIn(home, part.logFile));
  }

  async start(more: readonly string[] = []): Promise<void> {
    const { name, args, onLine, onFailure } = this.part;
    try {
      this.#running = await launch({
        name,
        command: process.execPath,
        args: [join(workspaceRoot, 'libs', 'cli', 'dist', 'main.js'), ...args, ...more],
        env: { ...process.env, VW_HOME: this.home },
        cwd: workspaceRoot,
        stopSignal: 'SIGTERM',
        onLine: (line) => {
          this.#log.write(line);
          if (!this.#isStopping) onLine?.(line);
        },
      });
    } catch (error) {
      return onFailure(error instanceof Error ? error.message : String(error));
    }
    void this.#running.exited.then(({ code, signal }) => {
      this.#running = undefined;
      this.part.onExit(code, signal ?? `code ${code}`);
    });
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.stop(this.part.stopGraceMs);
    this.#log.close();
  }

  async kill(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.kill();
  }
}
