import { Inject, Injectable } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import { CoalescedPublisher, messageOf, NATS, Outbox, type NewEvent } from '@vividwalls/messaging';
import { Problem } from '@vividwalls/platform';
import { BrokerLine } from './broker-line.js';

/** The sender may come again after this many seconds. */
const RETRY_AFTER_S = '5';

/** Shopify gives up after five seconds; an honest 503 must come before that. */
const ACKNOWLEDGE_WITHIN_MS = 3_000;

/**
 * Takes an event from outside straight into its stream. There is no state to change with it, so there is no outbox: the
 * caller is told "yes" only after the broker's own acknowledgement, and "come again" otherwise.
 */
@Injectable()
export class Intake {
  private readonly publisher: CoalescedPublisher;
  /** Senders that wait for their answer now. */
  waiting = 0;

  constructor(
    private readonly outbox: Outbox,
    @Inject(NATS) connection: NatsConnection,
    private readonly line: BrokerLine,
  ) {
    this.publisher = new CoalescedPublisher(connection, ACKNOWLEDGE_WITHIN_MS);
  }

  /** Resolves once the stream holds the event. Throws Problem 503 when it does not. */
  async accept(event: NewEvent): Promise<{ id: string; duplicate: boolean }> {
    if (!this.line.isUp) throw unavailable('The event broker cannot be reached.');
    const { envelope, subject } = this.outbox.seal(event);
    this.waiting += 1;
    const outcome = await this.publisher.publish(messageOf(envelope, subject));
    this.waiting -= 1;
    if (outcome.kind !== 'acknowledged') throw unavailable(`The event was not stored: ${outcome.error}`);
    return { id: envelope.id, duplicate: outcome.duplicate };
  }
}

function unavailable(detail: string): Problem {
  return new Problem(503, 'Not available', detail, {}, { 'retry-after': RETRY_AFTER_S });
}
