import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';

/** The parts of a problem document (RFC 9457) that are shown. */
interface Problem {
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly faults?: unknown;
}

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return ExitCode.refused;
  if (status === 404) return ExitCode.notFound;
  if (status === 400 || status === 422) return ExitCode.usage;
  // The door stands, what is behind it doesn't answer.
  if (status === 502 || status === 503 || status === 504) return ExitCode.unreachable;
  return ExitCode.negative;
}

/** Turns an answer that is no success into an error that says what the server said. */
export function problemError(status: number, body: string, request: string): CommandError {
  const problem = parsed(body);
  const said = [problem.title, problem.detail].filter((part) => typeof part === 'string' && part !== '').join(': ');
  const faults = Array.isArray(problem.faults) ? (problem.faults as unknown[]).map(fault) : [];
  const hint = status === 401 ? ' Check --key, VW_ADMIN_KEY or VW_HOME/admin-key.' : '';
  const message = [`${said || `HTTP ${status}`} (${status}, ${request}).${hint}`, ...faults].join('\n  ');
  return new CommandError(exitCodeOf(status), message, { status, ...problem });
}

/** An error, with what to do where it is a conflict with what others did. */
export function hintedConflict(error: unknown, hint: string): unknown {
  if (!(error instanceof CommandError) || error.details.status !== 409) return error;
  return new CommandError(error.exitCode, `${error.message}\n${hint}`, error.details);
}

function fault(one: unknown): string {
  if (typeof one === 'string') return one;
  const { pointer, message } = one as { pointer?: unknown; message?: unknown };
  return [pointer, message].filter((part) => typeof part === 'string').join(' ') || JSON.stringify(one);
}

function parsed(body: string): Problem {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Problem) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
