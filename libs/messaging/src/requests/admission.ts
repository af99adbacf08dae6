import type { Msg } from '@nats-io/nats-core';
import type { RequestContract } from './contract.js';
import { MAX_DEADLINE_MS } from './limits.js';
import { decode, invalidity, REQUEST_HEADERS, type AnswerMessage } from './wire.js';

/** A question that may be handled, or the answer to one that may not. */
export type Admission =
  | { readonly admitted: true; readonly question: unknown; readonly deadline: Date }
  | { readonly admitted: false; readonly answer: AnswerMessage };

/**
 * Looks at a question as it arrives. Work is not begun for an asker who has gone, nor for more than `mayRun`, nor for what is
 * not valid; the cheap looks come first. A deadline from a clock that is ahead is cut to the longest there is.
 */
export function admit(
  contract: RequestContract,
  message: Pick<Msg, 'headers' | 'data'>,
  now: Date,
  mayRun: boolean,
): Admission {
  const deadlineMs = Number(message.headers?.get(REQUEST_HEADERS.deadline) || Number.NaN);
  if (!Number.isSafeInteger(deadlineMs))
    return refuse([`the header ${REQUEST_HEADERS.deadline} must be ms since 1970`]);
  if (deadlineMs <= now.getTime()) return { admitted: false, answer: { status: 'expired' } };
  if (!mayRun) return { admitted: false, answer: { status: 'busy' } };
  let question: unknown;
  try {
    question = decode(message.data);
  } catch (error) {
    return refuse([(error as Error).message]);
  }
  const faults = contract.faultsOf(question);
  if (faults.length > 0) return refuse(faults);
  return { admitted: true, question, deadline: new Date(Math.min(deadlineMs, now.getTime() + MAX_DEADLINE_MS)) };
}

const refuse = (faults: readonly string[]): Admission => ({ admitted: false, answer: invalidity(faults) });
