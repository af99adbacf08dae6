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
    return this.signedIn<T>({ method: 'GET', path, query, withinMs });
  }

  /**
   * An answer as it is, such as a CSV document.
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async text(path: string, query: Query = {}, withinMs = ANSWER_WITHIN_MS): Promise<string> {
    return this.answered({ method: 'GET', path, query, withinMs });
  }

  /**
   * An answer as it is, such as a PDF.
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async bytes(path: string, query: Query = {}, withinMs = ANSWER_WITHIN_MS): Promise<Buffer> {
    return (await this.succeeded({ method: 'GET', path, query, withinMs })).bytes;
  }

  /**
   * @param body sent as JSON
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async post<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    return this.signedIn<T>({ method: 'POST', path, body, headers });
  }

  /**
   * @param body what changes, sent as JSON
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async patch<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    return this.signedIn<T>({ method: 'PATCH', path, body, headers });
  }

  /**
   * @param body all of what is to be there, sent as JSON
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async put<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    return this.signedIn<T>({ method: 'PUT', path, body, headers });
  }

  /**
   * @throws CommandError with the exit code that fits: unreachable, refused, not found, usage
   */
  async delete<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
    return this.signedIn<T>({ method: 'DELETE', path, headers });
  }

  /** For addresses that need no key and tell something with any status. */
  async open<T>(path: string): Promise<{ status: number; body: T }> {
    const { status, body } = await this.fetch({ method: 'GET', path });
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

  /** All items of those pages. */
  async list<T>(path: string, query: Query, limit: number, pageSize: number): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this.pages<T>(path, query, limit, pageSize)) items.push(item);
    return items;
  }

  private async signedIn<T>(question: Question): Promise<T> {
    const { status, body } = await this.succeeded(question);
    // No content: whoever asks expects none.
    return status === 204 ? (undefined as T) : asJson<T>(body, `${question.method} ${question.path}`);
  }

  private async answered(question: Question): Promise<string> {
    return (await this.succeeded(question)).body;
  }

  private async succeeded(question: Question): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.settings.key}`, ...question.headers };
    const answer = await this.fetch({ ...question, headers });
    const { status, body } = answer;
    if (status < 200 || status > 299) throw problemError(status, body, `${question.method} ${question.path}`);
    return answer;
  }

  private async fetch(question: Question): Promise<Answer> {
    const { method, path, query = {}, headers, body: given, withinMs = ANSWER_WITHIN_MS } = question;
    const url = new URL(this.settings.url + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const deadline = AbortSignal.timeout(withinMs);
    try {
      const { statusCode, body } = await request(url, {
        method,
        headers: { accept: 'application/json', ...(given && { 'content-type': 'application/json' }), ...headers },
        ...(given && { body: JSON.stringify(given) }),
        signal: AbortSignal.any([this.signal, deadline]),
        headersTimeout: withinMs,
        bodyTimeout: withinMs,
      });
      const bytes = await limited(body);
      return { status: statusCode, body: bytes.toString('utf8'), bytes };
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

interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Record<string, string>;
  readonly body?: object;
  readonly withinMs?: number;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly bytes: Buffer;
}

async function limited(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES)
      throw new CommandError(ExitCode.negative, `The answer is longer than ${LARGEST_ANSWER_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
