import { headers as createHeaders, type Msg, type MsgHdrs } from '@nats-io/nats-core';
import { FAULTS_SHOWN, HEADERS_ROOM, MESSAGE_LIMIT } from './limits.js';

/** Headers of questions and answers, beside those of trace context. */
export const REQUEST_HEADERS = {
  /** When the asker stops waiting, ms since 1970. Clocks must agree better than deadlines are long. */
  deadline: 'Request-Deadline',
  /** On whose behalf: `user:…`, `agent:…`. Believed as far as the asking service is. */
  actor: 'Request-Actor',
  status: 'Answer-Status',
} as const;

/** How an answerer may answer. */
export type AnswerMessage =
  | { readonly status: 'ok'; readonly body: unknown }
  | { readonly status: 'failed'; readonly body: { readonly code: string; readonly message: string } }
  | { readonly status: 'invalid'; readonly body: { readonly faults: readonly string[] } }
  /** It answers as many of these as it may. */
  | { readonly status: 'busy' }
  /** The deadline had passed when the question came. */
  | { readonly status: 'expired' };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** `undefined`, which JSON does not have, becomes null. @throws when a value is no JSON */
export const encode = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value) ?? 'null');

/** @throws when the bytes are no JSON in UTF-8 */
export const decode = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));

/** Bytes that fit into one message of this broker beside its headers. */
export const roomIn = (info: { readonly max_payload: number } | undefined): number =>
  (info?.max_payload ?? 1024 * 1024) - HEADERS_ROOM;

/** An answer as bytes and headers; one that cannot be sent becomes a failure that says why. */
export function encodeAnswer(answer: AnswerMessage, room: number): { bytes: Uint8Array; headers: MsgHdrs } {
  const headers = createHeaders();
  headers.set(REQUEST_HEADERS.status, answer.status);
  let bytes: Uint8Array;
  try {
    bytes = encode('body' in answer ? answer.body : {});
  } catch (error) {
    const message = `the answer is no JSON: ${(error as Error).message}`;
    return encodeAnswer({ status: 'failed', body: { code: 'answer-not-json', message } }, room);
  }
  if (bytes.length <= room) return { bytes, headers };
  const message = `the answer has ${bytes.length} bytes, the broker takes ${room}: ask for less at a time`;
  return encodeAnswer({ status: 'failed', body: { code: 'answer-too-large', message } }, room);
}

/** @throws when it is no answer of a {@link AnswerMessage}'s form */
export function decodeAnswer(message: Pick<Msg, 'headers' | 'data'>): AnswerMessage {
  const status = message.headers?.get(REQUEST_HEADERS.status) ?? '';
  switch (status) {
    case 'ok':
      return { status, body: decode(message.data) };
    case 'failed': {
      const { code, message: text } = decode(message.data) as { code: unknown; message: unknown };
      return { status, body: { code: String(code), message: String(text) } };
    }
    case 'invalid': {
      const { faults } = decode(message.data) as { faults: readonly unknown[] };
      return { status, body: { faults: faults.map(String) } };
    }
    case 'busy':
    case 'expired':
      return { status };
    default:
      throw new Error(`an answer with the status "${status}"`);
  }
}

/** What of an error may leave the process: a code and a message, no stack. */
export function failureOf(error: unknown): AnswerMessage {
  const { code, name, message } = (error ?? {}) as { code?: unknown; name?: unknown; message?: unknown };
  const word = typeof code === 'string' && code !== '' ? code : typeof name === 'string' ? name : 'error';
  const text = typeof message === 'string' ? message : String(error);
  return { status: 'failed', body: { code: word, message: text.slice(0, MESSAGE_LIMIT) } };
}

export function invalidity(faults: readonly string[]): AnswerMessage {
  return {
    status: 'invalid',
    body: { faults: faults.slice(0, FAULTS_SHOWN).map((fault) => fault.slice(0, MESSAGE_LIMIT)) },
  };
}
