/** A service in trouble says so hundreds of times a second; one line in this time is enough, its log has the rest. */
export const SUMMARY_INTERVAL_MS = 5_000;
/** Level of an error in the JSON log lines (pino's scale). */
const ERROR_LEVEL = 50;
const SHOWN_CHARACTERS = 160;

/** The message of a log line that reports an error, or undefined for any other line. */
export function errorIn(line: string): string | undefined {
  if (line.startsWith('{')) {
    const entry = parse(line);
    const isError = Number(entry?.level) >= ERROR_LEVEL || /^(error|fatal)$/i.test(String(entry?.level));
    if (!entry || !isError) return undefined;
    const message = [entry.msg, (entry.error ?? entry.err)?.message]
      .filter((part) => part && typeof part === 'string')
      .join(': ');
    return shorten(message || line);
  }
  return /^\s*(Uncaught )?\w*Error\b.*:/.test(line) ? shorten(line.trim()) : undefined;
}

/** Lets through one line in an interval and says with the next how many it held back. */
export class ErrorSummary {
  #lastAt = -Infinity;
  #heldBack = 0;

  constructor(private readonly print: (text: string) => void) {}

  see(line: string, nowMs: number): void {
    const message = errorIn(line);
    if (message === undefined) return;
    if (nowMs - this.#lastAt < SUMMARY_INTERVAL_MS) {
      this.#heldBack += 1;
      return;
    }
    this.print(this.#heldBack > 0 ? `${message} (and ${this.#heldBack} more before it)` : message);
    this.#lastAt = nowMs;
    this.#heldBack = 0;
  }
}

interface Entry {
  level?: unknown;
  msg?: unknown;
  error?: { message?: unknown };
  err?: { message?: unknown };
}

function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined; // A line that only looks like JSON.
  }
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
