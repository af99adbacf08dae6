import type { Msg, NatsConnection } from '@nats-io/nats-core';
import type { Delivery } from './consumer-definition.js';

const NANOS_PER_MS = 1_000_000n;
/** `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<nanoseconds>.<pending>` */
const SHORT_FORM_TOKENS = 9;
/** Newer servers put a domain and an account's hash before the stream. */
const LONG_FORM_OFFSET = 2;

/** A message that a pull delivered, with the four answers the broker takes to it. */
export class StreamMessage {
  readonly stream: string;
  readonly deliveryCount: number;
  readonly sequence: number;
  private readonly storedAtNanos: bigint;
  /** Answered for good: further answers are none. */
  settled = false;

  constructor(
    private readonly message: Msg,
    private readonly connection: NatsConnection,
    /** When the stream was created. */
    readonly streamCreatedAt: string,
  ) {
    const tokens = message.reply!.split('.');
    const at = tokens.length > SHORT_FORM_TOKENS ? LONG_FORM_OFFSET : 0;
    this.stream = tokens[at + 2]!;
    this.deliveryCount = Number(tokens[at + 4]);
    this.sequence = Number(tokens[at + 5]);
    this.storedAtNanos = BigInt(tokens[at + 7]!);
  }

  get data(): Uint8Array {
    return this.message.data;
  }

  /** Bytes it holds in memory, headers and a fixed overhead included. */
  get size(): number {
    return this.message.data.length + 512;
  }

  toDelivery(): Delivery {
    const { headers: found } = this.message;
    const headers: Record<string, string> = {};
    for (const name of found?.keys() ?? []) headers[name] = found!.get(name);
    return {
      stream: this.stream,
      streamCreatedAt: this.streamCreatedAt,
      sequence: this.sequence,
      subject: this.message.subject,
      storedAt: new Date(Number(this.storedAtNanos / NANOS_PER_MS)),
      deliveryCount: this.deliveryCount,
      bytes: this.message.data,
      headers,
    };
  }

  /** Done. */
  ack(): void {
    this.settle('+ACK');
  }

  /** Deliver it again, after a delay. */
  nak(delayMs?: number): void {
    this.settle(delayMs === undefined ? '-NAK' : `-NAK ${JSON.stringify({ delay: delayMs * 1_000_000 })}`);
  }

  /** Never deliver it again. */
  term(reason: string): void {
    this.settle(`+TERM ${reason}`);
  }

  /** Still at it: the broker shall not lose patience. */
  working(): void {
    if (!this.settled) this.answer('+WPI');
  }

  private settle(answer: string): void {
    if (this.settled) return;
    this.settled = true;
    this.answer(answer);
  }

  private answer(text: string): void {
    if (!this.connection.isClosed()) this.connection.publish(this.message.reply!, text);
  }
}
