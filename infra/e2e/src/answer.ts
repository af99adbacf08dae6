import { Agent, request } from 'undici';

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body parsed as JSON. @throws when it is none */
  json<T>(): T;
}

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

/** Longer than the slowest honest answer, so that a hanging door shows as an error and not as a test that timed out. */
const ANSWER_TIMEOUT_MS = 20_000;

/** A connection for each request: after a kill -9 none of them is a leftover of the dead process. */
const dispatcher = new Agent({
  pipelining: 0,
  headersTimeout: ANSWER_TIMEOUT_MS,
  bodyTimeout: ANSWER_TIMEOUT_MS,
});

/** Asks once. @throws when nobody answers */
export async function ask(url: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
  const answer = await request(url, { method, headers, body: body ?? null, dispatcher });
  const text = await answer.body.text();
  return { status: answer.statusCode, headers: answer.headers, text, json: <T>() => JSON.parse(text) as T };
}
