import { Command, InvalidArgumentError, type Option } from 'commander';
import { contextOf, type Context } from './context.js';
import type { ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** What a command does; its exit code when that is not 0. */
export type Action<Options> = (context: Context, options: Options, args: string[]) => Promise<ExitCode | void>;

/** What a topic adds its commands with. */
export interface CommandMeans {
  readonly add: <Options>(parent: Command, usage: string, description: string, action: Action<Options>) => Command;
  /** `--limit`, with how many are shown without it. */
  readonly limit: (otherwise: number) => Option;
}

/** What `--reason` is for. */
export const WHY = 'why, in your own words; it is recorded with your name';

/** `--reason`, where a command needs one. */
export const REASON = ['--reason <text>', WHY] as const;

/** Options that every command takes, before or after its name. */
export function withGlobalOptions(command: Command): Command {
  return command
    .option('--url <address>', 'the gateway (default: PORT, the running system, http://127.0.0.1:8080)')
    .option('--key <key>', 'the key to sign in with (default: VW_ADMIN_KEY, VW_HOME/admin-key)')
    .option('--json', 'one JSON document on stdout, and nothing else');
}

/** Adds a command whose action gets its context. Its exit code is kept for `run`. */
export function addCommand<Options>(
  parent: Command,
  usage: string,
  description: string,
  terminal: Terminal,
  done: (code: ExitCode | void) => void,
  action: Action<Options>,
): Command {
  const command = withGlobalOptions(parent.command(usage).description(description));
  // Every argument is declared; commander passes them first, then options and the command.
  command.action(async (...given: unknown[]) => {
    const self = given.at(-1) as Command;
    done(await action(contextOf(terminal, self), self.opts<Options & object>(), self.args));
  });
  return command;
}

/** Command lines that are shown below a command's help. */
export const withExamples = (command: Command, ...lines: readonly string[]): Command =>
  command.addHelpText('after', `\nFor example:\n${lines.map((line) => `  ${line}`).join('\n')}`);

/** Parses a whole number of [min, max]. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`Expected a whole number of ${min}…${max}.`);
    return value;
  };

/** Parses a number of [min, max]. */
export const number =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max))
      throw new InvalidArgumentError(`Expected a number of ${min}…${max}.`);
    return value;
  };
