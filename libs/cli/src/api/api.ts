import type { Page } from '@vividwalls/contracts';
import { request } from 'undici';
import { CommandError, interrupted } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import type { Settings } from '../settings.js';
import { problemError } from './problem.js';

/** Answers come from indexes in milliseconds; who takes longer is stuck. */
const ANSWER_WITHIN_MS = 15_000;
/** An answer past this is no answer to a command. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

export type Query = Readonly<Record<string, string | number | undefined>>;

/** The gateway's REST interface, as far as commands need it. */
export class Api {
  constructor(
    private readonly settings: Settings,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async get<T>(path: string, query: Query = {}, withinMs = ANSWER_WITHIN_MS): Promise<T> {
    const { status, body } = await this.fetch(path, query, { authorization: `Bearer ${this.settings.key}` }, withinMs);
    if (status < 200 || status > 299) throw problemError(status, body, `GET ${path}`);
    return asJson<T>(body, `GET ${path}`);
  }

  /** For addresses that need no key and tell something with any status. */
  async open<T>(path: string): Promise<{ status: number; body: T }> {
    const { status, body } = await this.fetch(path, {}, {}, ANSWER_WITHIN_MS);
    return { status, body: asJson<T>(body, `GET ${path}`) };
  }

  /** Items page by page until `limit`, or the last page. */
  async *pages<T>(path: string, query: Query, limit: number, pageSize: number): AsyncGenerator<T> {
    let cursor: string | undefined;
    for (let left = limit; left > 0;) {
      const page = await this.get<Page<T>>(path, { ...query, limit: Math.min(left, pageSize), cursor });
      yield* page.items.slice(0, left);
      left -= page.items.length;
      // A page without items but with a cursor would be asked for again and again.
      if (page.nextCursor === undefined || page.items.length === 0) return;
      cursor = page.nextCursor;
    }
  }

  private async fetch(path: string, query: Query, headers: Record<string, string>, withinMs: number): Promise<Answer> {
    const url = new URL(this.settings.url + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const deadline = AbortSignal.timeout(withinMs);
    try {
      const { statusCode, body } = await request(url, {
        headers: { accept: 'application/json', ...headers },
        signal: AbortSignal.any([this.signal, deadline]),
        headersTimeout: withinMs,
        bodyTimeout: withinMs,
      });
      return { status: statusCode, body: await limited(body) };
    } catch (error) {
      if (this.signal.aborted) throw interrupted();
      if (error instanceof CommandError) throw error;
      const why = deadline.aborted ? `no answer within ${withinMs / 1_000} s` : reasonOf(error);
      throw new CommandError(
        ExitCode.unreachable,
        `Cannot reach ${url.origin}: ${why}. Is the system running (npm start), and is --url right?`,
      );
    }
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function limited(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES)
      throw new CommandError(ExitCode.negative, `The answer is longer than ${LARGEST_ANSWER_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function asJson<T>(body: string, request: string): T {
  try {
    return JSON.parse(body) as T;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandError(ExitCode.negative, `The answer to ${request} is no JSON. Is --url a gateway's address?`);
  }
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};
