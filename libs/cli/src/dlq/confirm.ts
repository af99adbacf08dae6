import { createInterface } from 'node:readline';
import { interrupted, usageError } from '../command-error.js';
import type { Terminal } from '../terminal.js';

/**
 * Asks on the terminal; anything but yes is no. Without a terminal nobody can answer: `--yes` has to be said before.
 *
 * @param instead what else can be done where nobody can answer
 */
export async function confirm(
  terminal: Terminal,
  question: string,
  instead = 'say --yes, or look first with --dry-run',
): Promise<boolean> {
  const { stdin, stderr, signal } = terminal;
  if (!stdin?.isTTY) throw usageError(`${question} Nobody can be asked here: ${instead}.`);
  stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: stdin as unknown as NodeJS.ReadableStream, terminal: false });
  signal.addEventListener('abort', () => lines.close(), { once: true });
  for await (const line of lines) {
    lines.close();
    return /^y(es)?$/i.test(line.trim());
  }
  if (signal.aborted) throw interrupted();
  return false;
}
