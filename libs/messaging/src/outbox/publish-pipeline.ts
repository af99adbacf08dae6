import { createInbox, PermissionViolationError, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { PUBLISH_TIMEOUT_MS } from '../limits.js';
import { Turn } from '../turn.js';
import { isRefusal, isRefusingCode, type OutgoingMessage, type PublishOutcome } from './publish.js';

/** A published message whose acknowledgement is on its way. */
interface InFlight {
  readonly subject: string;
  readonly settle: (outcome: PublishOutcome) => void;
}

interface Acknowledgement {
  readonly stream?: string;
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly err_code?: number; readonly description?: string };
}

const NO_RESPONDERS = 503;
const encoder = new TextEncoder();

/**
 * Publishes many messages at once and reads their acknowledgements as they come.
 *
 * The client's own publish makes a request, a timer and several promises per message. Here a whole batch shares one
 * subscription, one timer and one promise; each message has a reply subject of its own, so an acknowledgement names its
 * message. A batch ends when every message is settled: acknowledged, refused, or given up because the time is over or the
 * connection was lost. While there is no connection nothing is written, so that a long outage fills no buffer.
 */
export class PublishPipeline {
  private readonly inFlight = new Map<string, InFlight>();
  private readonly inbox: string;
  private readonly connection: NatsConnection;
  private token = 0;
  private up = true;

  constructor(connection: NatsConnection) {
    this.connection = connection;
    this.inbox = createInbox(inboxPrefixOf(connection));
    connection.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        if (!error) this.acknowledged(message);
      },
    });
    void this.watch();
  }

  /** Outcomes in the order of the messages. Never throws. */
  publishAll(messages: readonly OutgoingMessage[], timeoutMs: number = PUBLISH_TIMEOUT_MS): Promise<PublishOutcome[]> {
    const outcomes = new Array<PublishOutcome>(messages.length);
    let left = messages.length;
    return new Promise((resolve) => {
      if (left === 0) return resolve(outcomes);
      void this.publishEach(messages, timeoutMs, (index, outcome) => {
        outcomes[index] = outcome;
        if ((left -= 1) === 0) resolve(outcomes);
      });
    });
  }

  /** Tells what became of each message, by its place, as soon as it is known. Never throws. */
  async publishEach(
    messages: readonly OutgoingMessage[],
    timeoutMs: number,
    settled: (index: number, outcome: PublishOutcome) => void,
  ): Promise<void> {
    const tokens: string[] = [];
    let left = messages.length;
    let late: ReturnType<typeof unavailable> | undefined;
    const timer = setTimeout(() => {
      late = unavailable(`no acknowledgement within ${timeoutMs} ms`);
      this.giveUp(tokens, late.error);
    }, timeoutMs);
    const turn = new Turn();
    for (const [index, message] of messages.entries()) {
      if (turn.isOver) await turn.next();
      if (late) {
        settled(index, late);
        continue;
      }
      const token = String((this.token += 1));
      tokens.push(token);
      this.send(token, message, (outcome) => {
        if ((left -= 1) === 0) clearTimeout(timer);
        settled(index, outcome);
      });
    }
  }

  private send(token: string, message: OutgoingMessage, settle: InFlight['settle']): void {
    if (!this.up || this.connection.isClosed()) return settle(unavailable('no connection to the broker'));
    try {
      this.inFlight.set(token, { subject: message.subject, settle });
      this.connection.publish(message.subject, message.payload, {
        reply: `${this.inbox}.${token}`,
        headers: encodedHeaders(message),
      });
    } catch (error) {
      const text = `${(error as Error).name}: ${(error as Error).message}`;
      this.settle(token, isRefusal(error) ? { kind: 'refused', error: text } : unavailable(text));
    }
  }

  private acknowledged(message: Msg): void {
    const token = message.subject.slice(this.inbox.length + 1);
    if (message.headers?.code === NO_RESPONDERS) {
      const error = 'no stream takes this subject';
      return this.settle(token, { kind: 'unavailable', error, only: 'this subject' });
    }
    // A refusal names the stream as well, and a sequence of 0.
    const { stream, seq, duplicate = false, error } = message.json<Acknowledgement>();
    if (error === undefined && stream !== undefined && seq !== undefined) {
      return this.settle(token, { kind: 'acknowledged', stream, sequence: seq, duplicate });
    }
    const text = `JetStream ${error?.err_code}: ${error?.description}`;
    if (isRefusingCode(error?.err_code ?? 0)) return this.settle(token, { kind: 'refused', error: text });
    // Its stream is full, or has no leader: the way to the others is open.
    this.settle(token, { kind: 'unavailable', error: text, only: 'this subject' });
  }

  /** Unknown tokens are late acknowledgements of what was given up; its repetition is recognised by its message id. */
  private settle(token: string, outcome: PublishOutcome): void {
    const waiting = this.inFlight.get(token);
    this.inFlight.delete(token);
    waiting?.settle(outcome);
  }

  private giveUp(tokens: Iterable<string>, why: string): void {
    for (const token of tokens) this.settle(token, unavailable(why));
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') {
        this.up = false;
        this.giveUp([...this.inFlight.keys()], 'the connection to the broker was lost');
      } else if (status.type === 'reconnect') this.up = true;
      else if (status.type === 'error' && status.error instanceof PermissionViolationError)
        this.forbidden(status.error);
    }
    this.up = false;
    this.giveUp([...this.inFlight.keys()], 'the connection to the broker is closed');
  }

  /** The server tells a refused publish by its subject alone. */
  private forbidden(error: PermissionViolationError): void {
    if (error.operation !== 'publish') return;
    for (const [token, { subject }] of [...this.inFlight]) {
      if (subject === error.subject) this.settle(token, { kind: 'refused', error: `${error.name}: ${error.message}` });
    }
  }
}

const unavailable = (error: string) => ({ kind: 'unavailable', error }) as const;

/** The prefix of reply subjects that this connection's user may subscribe to. */
export const inboxPrefixOf = (connection: NatsConnection): string | undefined =>
  (connection as unknown as { options?: { inboxPrefix?: string } }).options?.inboxPrefix;

/**
 * Headers in their wire format. The client's class looks for and canonicalises every name on its way in, which costs as
 * much as all the rest of a publish; a publish asks it for nothing but these bytes.
 */
function encodedHeaders({ messageId, headers }: OutgoingMessage): MsgHdrs {
  let text = `NATS/1.0\r\nNats-Msg-Id: ${checked(messageId)}\r\n`;
  for (const name in headers) text += `${checked(name)}: ${checked(headers[name]!)}\r\n`;
  const bytes = encoder.encode(`${text}\r\n`);
  return { encode: () => bytes } as unknown as MsgHdrs;
}

function checked(value: string): string {
  if (/[\r\n]/.test(value)) throw new TypeError('a header cannot contain line breaks');
  return value;
}
