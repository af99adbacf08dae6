import { fork, type ChildProcess } from 'node:child_process';

/** A process of the bench's own that is told what it needs by its environment and answers by messages. */
export class BenchChild {
  private readonly exited: Promise<never>;

  private constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((_resolve, reject) => {
      child.once('exit', (code, signal) => reject(new Error(`a process of the bench ended with ${signal ?? code}`)));
    });
    // Whoever waits for a message hears of it; nobody may be waiting.
    this.exited.catch(() => undefined);
  }

  /** @param program address of the compiled file, `new URL('./replica.js', import.meta.url)` */
  static start(program: URL, environment: Record<string, string>, execArgv: string[] = []): BenchChild {
    return new BenchChild(fork(program, { env: { ...process.env, ...environment }, execArgv }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The next message. Throws when the process ends instead. */
  message<T>(): Promise<T> {
    return Promise.race([new Promise<T>((resolve) => this.child.once('message', resolve as never)), this.exited]);
  }

  /** Lets it go on. */
  send(message: object): void {
    this.child.send(message);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
  }
}
