import { randomUUID } from 'node:crypto';
import { PermissionViolationError, type Msg, type NatsConnection } from '@nats-io/nats-core';

/** Takes what came for one question: a message, or the reason why none will come. */
export type AnswerTaker = (result: Msg | Error) => void;

/** A question's place in the inbox. */
export interface ExpectedAnswer {
  /** The address for the answer. */
  readonly subject: string;
  /** From now on an answer is late, and ignored. */
  forget(): void;
}

interface Waiting {
  readonly take: AnswerTaker;
  readonly question: string;
}

/** One subscription for all answers to this process; each question has an address of its own below it. */
export class AnswerInbox {
  private readonly waiting = new Map<string, Waiting>();
  private readonly prefix: string;
  private isOpen = false;
  private isWatching = false;
  /** Answers that came after their asker had gone. */
  late = 0;

  /** @param address where answers to this service come: `acme.answer.lending` */
  constructor(
    private readonly connection: NatsConnection,
    address: string,
  ) {
    this.prefix = `${address}.${randomUUID()}.`;
  }

  /** @param question the subject on which it is asked */
  expect(question: string, take: AnswerTaker): ExpectedAnswer {
    this.open();
    const token = randomUUID();
    this.waiting.set(token, { question, take });
    return { subject: this.prefix + token, forget: () => void this.waiting.delete(token) };
  }

  private open(): void {
    if (this.isOpen) return;
    this.connection.subscribe(`${this.prefix}*`, {
      callback: (error, message) => {
        if (!error) return this.deliver(message);
        this.isOpen = false;
        this.failAll(error);
      },
    });
    this.isOpen = true;
    if (!this.isWatching) void this.watch();
  }

  private deliver(message: Msg): void {
    const token = message.subject.slice(this.prefix.length);
    const waiting = this.waiting.get(token);
    if (!waiting) this.late += 1;
    else if (this.waiting.delete(token)) waiting.take(message);
  }

  /** A question that the broker refuses is reported apart from it, by its subject; a closed connection ends all. */
  private async watch(): Promise<void> {
    this.isWatching = true;
    for await (const status of this.connection.status()) {
      if (status.type !== 'error' || !(status.error instanceof PermissionViolationError)) continue;
      const { operation, subject } = status.error;
      if (operation === 'publish') this.failAll(status.error, subject);
    }
    this.failAll(new Error('the connection to the broker is closed'));
  }

  private failAll(error: Error, question?: string): void {
    for (const [token, waiting] of this.waiting) {
      if (question !== undefined && waiting.question !== question) continue;
      this.waiting.delete(token);
      waiting.take(error);
    }
  }
}
