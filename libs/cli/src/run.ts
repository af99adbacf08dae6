import { CommanderError } from 'commander';
import colors from 'picocolors';
import { CommandError } from './command-error.js';
import { ExitCode } from './exit-codes.js';
import { program } from './program.js';
import { shown, wantsColor, type Terminal } from './terminal.js';

/**
 * Runs one command line, the program's name not included.
 *
 * @returns its exit code; everything that can go wrong has been said on stderr, and with --json on stdout too
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = ExitCode.ok;
  try {
    await program(terminal, (done) => (code = done ?? ExitCode.ok)).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, args.includes('--json'), terminal);
  }
}

function explain(error: unknown, json: boolean, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has said it already; help and version are no failures.
    if (error.exitCode === 0) return ExitCode.ok;
    if (json) sayJson(terminal, { exitCode: ExitCode.usage, message: error.message });
    return ExitCode.usage;
  }
  if (!(error instanceof CommandError)) throw error;
  const { exitCode, message, details } = error;
  if (json) sayJson(terminal, { exitCode, message, ...details });
  const paint = colors.createColors(wantsColor(terminal, terminal.stderr));
  terminal.stderr.write(`${paint.red('vw:')} ${message.split('\n').map(shown).join('\n')}\n`);
  return exitCode;
}

const sayJson = (terminal: Terminal, error: object): unknown => terminal.stdout.write(`${JSON.stringify({ error })}\n`);
