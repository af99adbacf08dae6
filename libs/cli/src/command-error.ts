import { ExitCode } from './exit-codes.js';

/** Ends a command with a message for people and a code for scripts. */
export class CommandError extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    /** More for `--json`: the problem document as the server sent it. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

export const usageError = (message: string): CommandError => new CommandError(ExitCode.usage, message);
export const interrupted = (): CommandError => new CommandError(ExitCode.interrupted, 'Interrupted.');
