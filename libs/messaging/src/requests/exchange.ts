import type { Msg, MsgHdrs, NatsConnection } from '@nats-io/nats-core';
import type { AnswerInbox } from './answer-inbox.js';
import type { RequestContract } from './contract.js';
import {
  AnswerInvalid,
  BrokerUnavailable,
  NoResponder,
  RequestCancelled,
  RequestError,
  RequestTimedOut,
  TooManyRequests,
} from './request-errors.js';
import { cancelSubject, questionSubject } from './subjects.js';
import { decodeAnswer, type AnswerMessage } from './wire.js';

/** The way to the answerers. */
export interface Line {
  readonly namespace: string;
  readonly connection: NatsConnection;
  readonly inbox: AnswerInbox;
}

export interface Question {
  readonly contract: RequestContract;
  readonly bytes: Uint8Array;
  readonly headers: MsgHdrs;
  /** How long an answer is awaited. */
  readonly waitMs: number;
  /** True when that is less than the contract or the call allows, because the asker itself must be done. */
  readonly isCutShort: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Sends a question once and waits for its answer, whatever it says. @throws RequestError when none comes */
export async function exchange({ namespace, connection, inbox }: Line, question: Question): Promise<AnswerMessage> {
  const { contract, bytes, headers, waitMs, isCutShort, signal } = question;
  const { promise, resolve } = Promise.withResolvers<Msg | Error>();
  const subject = questionSubject(namespace, contract);
  const expected = inbox.expect(subject, resolve);
  const tooLate = () => resolve(new RequestTimedOut(contract, `no answer within ${waitMs} ms`, isCutShort));
  const timer = setTimeout(tooLate, waitMs);
  const cancel = () => {
    if (!connection.isClosed()) connection.publish(cancelSubject(namespace, contract.service), expected.subject);
    resolve(new RequestCancelled(contract, 'cancelled by the asker'));
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    connection.publish(subject, bytes, { reply: expected.subject, headers });
    return read(contract, await promise);
  } catch (error) {
    throw error instanceof RequestError ? error : unavailable(contract, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    expected.forget();
  }
}

function read(contract: RequestContract, result: Msg | Error): AnswerMessage {
  if (result instanceof Error) throw result;
  if (isNoResponder(result)) throw new NoResponder(contract, `no process of ${contract.service} listens to it`);
  const answer = decoded(contract, result);
  if (answer.status === 'busy') throw new TooManyRequests(contract, 'answerer');
  if (answer.status === 'expired')
    throw new RequestTimedOut(contract, 'the deadline had passed when the question came; do the two clocks agree?');
  return answer;
}

function decoded(contract: RequestContract, message: Msg): AnswerMessage {
  try {
    return decodeAnswer(message);
  } catch (error) {
    throw new AnswerInvalid(contract, [(error as Error).message]);
  }
}

/** The broker's own answer when nobody subscribes to a subject. */
const isNoResponder = (message: Msg): boolean => message.data.length === 0 && message.headers?.code === 503;

const unavailable = (contract: RequestContract, cause: unknown): BrokerUnavailable =>
  new BrokerUnavailable(contract, `no way to the answerer: ${(cause as Error).message}`, { cause });
