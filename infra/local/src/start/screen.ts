import colors from 'picocolors';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;

/** The terminal while the system starts and runs: one line per finished step, a spinner for the one under way. */
export class Screen {
  readonly #isTerminal = process.stdout.isTTY;
  #current: { title: string; began: number; detail: string; timer?: NodeJS.Timeout } | undefined;

  /** Shows a step while `work` runs, then how long it took. `work` may say what it is doing and returns what it achieved. */
  async step(title: string, work: (say: (detail: string) => void) => Promise<string | void>): Promise<void> {
    const current = { title, began: Date.now(), detail: '' };
    this.#current = current;
    if (this.#isTerminal) this.#current.timer = setInterval(() => this.#draw(), FRAME_MS);
    try {
      const result = await work((detail) => {
        current.detail = detail;
        if (!this.#isTerminal) console.log(`  ${detail}`);
      });
      this.#end();
      const seconds = ((Date.now() - current.began) / 1000).toFixed(1);
      console.log(
        `${colors.green('✓')} ${title}${result ? ` ${colors.dim(result)}` : ''} ${colors.dim(`${seconds} s`)}`,
      );
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  /** A line that does not belong to a step. */
  note(text: string): void {
    if (this.#isTerminal && this.#current) process.stdout.write('\r\x1b[K');
    console.log(text);
  }

  warn(text: string): void {
    this.note(`${colors.yellow('!')} ${text}`);
  }

  #draw(): void {
    const current = this.#current;
    if (!current) return;
    const elapsedMs = Date.now() - current.began;
    const frame = FRAMES[Math.floor(elapsedMs / FRAME_MS) % FRAMES.length];
    const detail = current.detail ? ` ${colors.dim(current.detail)}` : '';
    process.stdout.write(
      `\r\x1b[K${colors.cyan(frame ?? '')} ${current.title}${detail} ${Math.round(elapsedMs / 1000)} s`,
    );
  }

  #end(): void {
    clearInterval(this.#current?.timer);
    this.#current = undefined;
    if (this.#isTerminal) process.stdout.write('\r\x1b[K');
  }
}
