import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { CORE_STREAMS } from '../broker/core-streams.js';
import { OUTAGE_WAIT_MAX_MS } from '../limits.js';
import type { DecodedDelivery, Delivery } from './consumer-definition.js';
import type { MessagingMetrics } from '../telemetry/messaging-metrics.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { publishDeadLetter, type DeadLetterReason } from './dead-letter.js';
import { verdictOn } from './settle.js';
import type { StreamMessage } from './stream-message.js';
import type { Trials } from './trials.js';
import type { WaitingRoom } from './waiting-room.js';

/** A message in hand, with its envelope where the consumer takes events. */
export interface Held {
  readonly message: StreamMessage;
  readonly delivery: Delivery | DecodedDelivery;
}

/**
 * Carries out what the rules say about an event that failed alone: given back with a delay, taken over into the waiting room,
 * or put into the dead letters and terminated. What cannot be carried out now is given back, and judged again later.
 */
export class Settlement {
  private readonly client: JetStreamClient;
  retried = 0;
  deadLettered = 0;

  constructor(
    private readonly consumer: string,
    private readonly settings: ConsumerSettings,
    private readonly room: WaitingRoom,
    private readonly trials: Trials,
    private readonly metrics: MessagingMetrics,
  ) {
    this.client = jetstream(settings.connection);
  }

  async failed(held: Held, error: unknown): Promise<void> {
    try {
      await this.settle(held, error);
    } catch (failure) {
      this.settings.log.warn('a failure cannot be settled now; the event comes back', {
        ...this.placeOf(held.delivery),
        error: (failure as Error).message,
      });
      held.message.nak(OUTAGE_WAIT_MAX_MS);
    }
  }

  private async settle({ message, delivery }: Held, error: unknown): Promise<void> {
    const { log, now } = this.settings;
    const text = error instanceof Error ? error.message : String(error);
    let verdict = verdictOn(error, 0, now());
    let attempts = 1;
    if (verdict.kind === 'retry') {
      attempts = await this.trials.failed(delivery);
      verdict = verdictOn(error, attempts, now());
    }
    if (verdict.kind === 'dead-letter') {
      if (!(await this.deadLetter(delivery, verdict.reason, error, attempts))) return message.nak(OUTAGE_WAIT_MAX_MS);
      await this.trials.forget(this.settings.dataSource, [delivery]);
      return message.term(verdict.reason);
    }
    if (verdict.kind === 'wait' && 'envelope' in delivery) {
      await this.room.admit(delivery, text, verdict.until);
      log.info('event waits for its cause', { ...this.placeOf(delivery), reason: text, until: verdict.until });
      return message.ack();
    }
    this.retried += 1;
    const delayMs = verdict.kind === 'retry' ? verdict.delayMs : OUTAGE_WAIT_MAX_MS;
    log.warn('event fails; another try later', { ...this.placeOf(delivery), error: text, attempts, delayMs });
    this.metrics.retried(this.consumer, delivery.stream);
    message.nak(delayMs);
  }

  /** Whether the dead letter is kept; the message itself may only go when it is. */
  async deadLetter(delivery: Delivery, reason: DeadLetterReason, error: unknown, attempts: number): Promise<boolean> {
    const { log, announcer } = this.settings;
    const details = { ...this.placeOf(delivery), reason };
    // A dead letter that cannot be handled lies where dead letters lie; one about it would breed the next.
    if (delivery.stream !== CORE_STREAMS.deadLetters) {
      const failure = { reason, error, attempts };
      const outcome = await publishDeadLetter(this.client, announcer.identity, this.consumer, delivery, failure);
      if (outcome.kind !== 'acknowledged') {
        log.error('dead letter not accepted; the event stays', { ...details, error: outcome.error });
        return false;
      }
    }
    this.deadLettered += 1;
    log.error('event dead-lettered', { ...details, error: error instanceof Error ? error.message : String(error) });
    this.metrics.deadLettered(this.consumer, delivery.stream, reason);
    return true;
  }

  private placeOf({ stream, sequence }: Delivery) {
    return { consumer: this.consumer, stream, sequence };
  }
}
