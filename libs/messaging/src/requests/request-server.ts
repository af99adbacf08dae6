import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import { SHUTDOWN_GRACE_MS } from '../limits.js';
import type { MessagingLog } from '../log.js';
import { admit } from './admission.js';
import { assertSound, type AnswerContext, type Answerer } from './answerers.js';
import { contractName } from './contract.js';
import { MAX_ANSWERING } from './limits.js';
import { withServerSpan, type AnswerResult } from './request-spans.js';
import { RunningQuestions } from './running-questions.js';
import { cancelSubject, isAnswerSubject, questionSubject } from './subjects.js';
import { encodeAnswer, failureOf, REQUEST_HEADERS, roomIn, type AnswerMessage } from './wire.js';

export interface RequestServerSettings {
  /** First word of all subjects. */
  readonly namespace: string;
  /** The answering service; its replicas share the questions. */
  readonly service: string;
  readonly connection: NatsConnection;
  readonly log: MessagingLog;
  readonly now?: () => Date;
  /** Questions of one contract answered at a time; a default fits nearly always. */
  readonly maxAnswering?: number;
}

/**
 * Answers the questions of a service's contracts.
 *
 * A question that arrives is *ignored* when it names no address of its own for the answer; answered at once when it is
 * *expired* (the asker has gone), when as many of its contract run as may (*busy*), or when it is *invalid*; otherwise its
 * handler *runs* until it *answers* or *fails*. When the deadline passes first, or the asker cancels, the handler's
 * signal is aborted and whatever it returns is dropped. Nothing is queued here: the replicas share the questions, and
 * each is begun or answered the moment it comes.
 */
export class RequestServer {
  private readonly subscriptions: Subscription[] = [];
  private readonly running = new RunningQuestions();
  private refusal: Error | undefined;

  constructor(private readonly settings: RequestServerSettings) {}

  /** Handlers that run now. */
  get answering(): number {
    return this.running.size;
  }

  /**
   * Begins to listen; once it resolves, questions arrive.
   * @throws naming every fault of the answerers, or when the broker refuses this service a subscription
   */
  async start(answerers: readonly Answerer[]): Promise<void> {
    const { connection, namespace, service } = this.settings;
    assertSound(service, answerers);
    if (answerers.length === 0) return;
    // First, so that no question can run here whose cancellation is not heard.
    this.listen(cancelSubject(namespace, service), undefined, (message) => this.running.cancel(message.string()));
    for (const answerer of answerers) {
      this.listen(questionSubject(namespace, answerer.contract), service, (message) => {
        void this.receive(answerer, message);
      });
    }
    await connection.flush();
    if (this.refusal) throw new Error(`${service} cannot answer: ${this.refusal.message}`, { cause: this.refusal });
  }

  /** Takes no more questions, finishes those that run, and aborts what is not done after `graceMs`. */
  async stop(graceMs: number = SHUTDOWN_GRACE_MS): Promise<void> {
    const subscriptions = this.subscriptions.splice(0);
    if (!this.settings.connection.isClosed()) await Promise.all(subscriptions.map((one) => one.drain()));
    await this.running.finish(graceMs);
  }

  private listen(subject: string, queue: string | undefined, take: (message: Msg) => void): void {
    const subscription = this.settings.connection.subscribe(subject, {
      ...(queue && { queue }),
      callback: (error, message) => {
        if (!error) return take(message);
        this.refusal = error;
        this.settings.log.error('the broker refuses a subscription', { subject, error: error.message });
      },
    });
    this.subscriptions.push(subscription);
  }

  private async receive(answerer: Answerer, message: Msg): Promise<void> {
    const { reply } = message;
    const { namespace, log } = this.settings;
    if (!isAnswerSubject(namespace, reply) || this.running.has(reply)) {
      return log.warn('question ignored: it names no address of its own for the answer', {
        contract: contractName(answerer.contract),
        address: reply,
      });
    }
    await withServerSpan(answerer.contract, message.headers, async () => {
      const result = await this.answer(answerer, message, reply);
      if (result.answer) this.respond(answerer, reply, result.answer);
      return result;
    });
  }

  private async answer({ contract, handle, name }: Answerer, message: Msg, address: string): Promise<AnswerResult> {
    const now = this.settings.now?.() ?? new Date();
    const mayRun = this.running.countOf(contract) < (this.settings.maxAnswering ?? MAX_ANSWERING);
    const admission = admit(contract, message, now, mayRun);
    if (!admission.admitted) return { answer: admission.answer };
    const { question, deadline } = admission;
    const outcome = await this.running.run(contract, address, deadline.getTime() - now.getTime(), (signal) =>
      handle(question, contextOf(message, signal, deadline)),
    );
    if (outcome.kind === 'answered') return { answer: { status: 'ok', body: outcome.answer } };
    if (outcome.kind === 'abandoned') return { abandoned: outcome.reason };
    const { error } = outcome;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.settings.log.error('a question could not be answered', {
      contract: contractName(contract),
      handler: name,
      error: text,
    });
    return { answer: failureOf(error), error };
  }

  private respond({ contract }: Answerer, address: string, answer: AnswerMessage): void {
    const { connection, log } = this.settings;
    try {
      const { bytes, headers } = encodeAnswer(answer, roomIn(connection.info));
      connection.publish(address, bytes, { headers });
    } catch (error) {
      // The connection is gone, and the asker's deadline with it.
      log.warn('answer not sent', { contract: contractName(contract), error: (error as Error).message });
    }
  }
}

function contextOf(message: Msg, signal: AbortSignal, deadline: Date): AnswerContext {
  const actor = message.headers?.get(REQUEST_HEADERS.actor);
  const traceparent = message.headers?.get('traceparent');
  return { signal, deadline, ...(actor && { actor }), ...(traceparent && { traceparent }) };
}
