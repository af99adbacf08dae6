import type { Query } from '../api/api.js';
import { CommandError } from '../command-error.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';

/**
 * Asks a report for its CSV document and writes it to stdout as it is.
 * @throws CommandError with --json beside it: stdout is one document
 */
export async function writeCsv({ api, output, terminal }: Context, path: string, query: Query): Promise<void> {
  if (output.json) throw new CommandError(ExitCode.usage, 'Choose one of --csv and --json.');
  terminal.stdout.write(await api.text(path, { ...query, format: 'csv' }));
}
