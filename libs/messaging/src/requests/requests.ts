import { headers as createHeaders, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { silentLog, type MessagingLog } from '../log.js';
import { AnswerInbox } from './answer-inbox.js';
import { Breakers, type BreakerSettings, type BreakerState } from './breakers.js';
import { contractName, type RequestContract } from './contract.js';
import { exchange, type Line } from './exchange.js';
import { MAX_ASKING, MAX_DEADLINE_MS } from './limits.js';
import {
  AnswerFailed,
  AnswerInvalid,
  QuestionInvalid,
  RequestCancelled,
  RequestError,
  RequestTimedOut,
  TooManyRequests,
} from './request-errors.js';
import { injectTrace, withClientSpan } from './request-spans.js';
import { answersOf } from './subjects.js';
import { encode, REQUEST_HEADERS, roomIn, type AnswerMessage } from './wire.js';

export interface RequestsSettings {
  /** First word of all subjects. */
  readonly namespace: string;
  /** The asking service. */
  readonly service: string;
  readonly connection: NatsConnection;
  readonly now?: () => Date;
  readonly log?: MessagingLog;
  readonly breaker?: BreakerSettings;
  /** Questions of one contract open at a time; a default fits nearly always. */
  readonly maxAsking?: number;
}

export interface AskOptions<Answer> {
  /** Instead of the contract's own, ms; at most {@link MAX_DEADLINE_MS}. */
  readonly deadlineMs?: number;
  /** The moment at which the asker is itself expected to be done: no answer is awaited beyond it. */
  readonly deadline?: Date;
  /**
   * What holds when there is no answer: a value, or a function of the error, which may also throw. Not used when the asker
   * cancels, who wants no answer, nor for a question that is not valid, which is a mistake to be mended.
   */
  readonly fallback?: Answer | ((error: RequestError) => Answer | Promise<Answer>);
  /** Aborted, the call ends at once and the answerer is told. */
  readonly signal?: AbortSignal;
  /** On whose behalf: `user:…`, `agent:…`. */
  readonly actor?: string;
}

/**
 * Asks other services, each question with a deadline.
 *
 * A question ends in one of: its answer; the fallback named at the call; a {@link RequestError} with a code. It is sent once:
 * whoever wants another try asks again, knowing that the first may have been handled. Money fails closed: the fallback
 * of a question about money is a refusal, never a consent.
 *
 *     const { allowed } = await requests.ask(authoriseSpend, { budgetId, amountMinor }, {
 *       fallback: { allowed: false, reason: 'the books cannot be asked now' },
 *     });
 */
export class Requests {
  private readonly line: Line;
  private readonly breakers: Breakers;
  private readonly asking = new Map<string, number>();

  constructor(private readonly settings: RequestsSettings) {
    const { connection, namespace, service, breaker = {}, log = silentLog } = settings;
    this.line = { namespace, connection, inbox: new AnswerInbox(connection, answersOf(namespace, service)) };
    this.breakers = new Breakers(breaker, log);
  }

  /** @throws RequestError when there is no answer and no fallback for it */
  async ask<Question, Answer>(
    contract: RequestContract<Question, Answer>,
    question: Question,
    options: AskOptions<Answer> = {},
  ): Promise<Answer> {
    try {
      return (await withClientSpan(contract, () => this.attempt(contract, question, options))) as Answer;
    } catch (error) {
      const { fallback } = options;
      if (fallback === undefined || !(error instanceof RequestError) || !isExcused(error)) throw error;
      return typeof fallback === 'function'
        ? (fallback as (error: RequestError) => Answer | Promise<Answer>)(error)
        : fallback;
    }
  }

  /** State of the circuit of every contract asked so far: `{ 'lending/loan.allow': 'closed' }`. */
  breakerStates(): Record<string, BreakerState> {
    return this.breakers.states();
  }

  /** Answers that came after their deadline, or after the asker had cancelled. */
  get lateAnswers(): number {
    return this.line.inbox.late;
  }

  private async attempt(contract: RequestContract, question: unknown, options: AskOptions<unknown>): Promise<unknown> {
    const bytes = encode(question);
    const room = roomIn(this.settings.connection.info);
    if (bytes.length > room)
      throw new QuestionInvalid(contract, [`it has ${bytes.length} bytes, the broker takes ${room}`]);
    if (options.signal?.aborted) throw new RequestCancelled(contract, 'cancelled before it was asked');
    const name = contractName(contract);
    const open = this.asking.get(name) ?? 0;
    if (open >= (this.settings.maxAsking ?? MAX_ASKING)) throw new TooManyRequests(contract, 'asker');
    const { waitMs, isCutShort } = this.timeFor(contract, options);
    if (waitMs <= 0) throw new RequestTimedOut(contract, 'not asked: the deadline has passed', isCutShort);
    this.asking.set(name, open + 1);
    try {
      const headers = this.headersFor(waitMs, options.actor);
      const sent = { contract, bytes, headers, waitMs, isCutShort, signal: options.signal };
      return valueOf(contract, await this.breakers.run(contract, () => exchange(this.line, sent)));
    } finally {
      this.asking.set(name, this.asking.get(name)! - 1);
    }
  }

  private timeFor(contract: RequestContract, { deadlineMs, deadline }: AskOptions<unknown>) {
    const allowed = Math.min(deadlineMs ?? contract.deadlineMs, MAX_DEADLINE_MS);
    const left = deadline ? deadline.getTime() - this.now().getTime() : Number.POSITIVE_INFINITY;
    return { waitMs: Math.min(allowed, left), isCutShort: left < allowed };
  }

  private headersFor(waitMs: number, actor: string | undefined): MsgHdrs {
    const headers = createHeaders();
    headers.set(REQUEST_HEADERS.deadline, String(this.now().getTime() + waitMs));
    if (actor !== undefined) headers.set(REQUEST_HEADERS.actor, actor);
    injectTrace(headers);
    return headers;
  }

  private now(): Date {
    return this.settings.now?.() ?? new Date();
  }
}

const isExcused = (error: RequestError): boolean =>
  !(error instanceof RequestCancelled) && !(error instanceof QuestionInvalid);

/** @throws when the answer is that there is none, or is not as agreed */
function valueOf(contract: RequestContract, answer: AnswerMessage): unknown {
  switch (answer.status) {
    case 'ok': {
      const faults = contract.faultsOfAnswer?.(answer.body) ?? [];
      if (faults.length > 0) throw new AnswerInvalid(contract, faults);
      return answer.body;
    }
    case 'invalid':
      throw new QuestionInvalid(contract, answer.body.faults);
    case 'failed':
      throw new AnswerFailed(contract, answer.body.code, answer.body.message);
    default:
      throw new AnswerInvalid(contract, [`unexpected status ${answer.status}`]);
  }
}
