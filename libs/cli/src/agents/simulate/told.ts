import { progressBar } from '../../progress.js';
import type { Terminal } from '../../terminal.js';

/** A line now and then where nobody sees a bar: enough to know that it goes on. */
const LINE_EVERY_MS = 15_000;

/** Says how far the demo is: a bar on a terminal, lines elsewhere, nothing beside `--json`. */
export class Told {
  private bar: ReturnType<typeof progressBar> | undefined;
  private lastLineAt = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly isSilent: boolean,
  ) {}

  /** Something that has happened. */
  line(text: string): void {
    if (!this.isSilent) this.terminal.stderr.write(`${text}\n`);
  }

  begin(total: number): void {
    if (!this.isSilent) this.bar = progressBar(this.terminal, 'Migrations', total);
  }

  update(done: number, total: number, tasks: number): void {
    this.bar?.update(done, `${tasks} tasks`);
    const now = this.terminal.now().getTime();
    if (this.terminal.stderr.isTTY === true || now - this.lastLineAt < LINE_EVERY_MS) return;
    this.lastLineAt = now;
    this.line(`${done} of ${total} migrations are where the demo takes them; ${tasks} tasks were asked for`);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
