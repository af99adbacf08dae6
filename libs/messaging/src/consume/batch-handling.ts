import { isInfrastructureFailure } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import { pause, retryDelayMs } from '../backoff.js';
import { decodeEnvelope } from '../envelope.js';
import { Unavailable } from '../errors.js';
import { failpoint } from '../failpoints.js';
import {
  DEATHS_ALONE_MAX,
  MAX_BATCH_EVENTS,
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  SUSPECT_AFTER_DELIVERIES,
} from '../limits.js';
import { atOrigin } from '../redrive/redrive-message.js';
import type { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import { Turn } from '../turn.js';
import type { ConsumerDefinition, DecodedDelivery, Delivery } from './consumer-definition.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { KillsItsProcess } from './kills-its-process.js';
import type { Held, Settlement } from './settlement.js';
import type { StreamMessage } from './stream-message.js';
import { suspectGroups } from './suspect-groups.js';
import { transact } from './transact.js';
import type { Trials } from './trials.js';

/** Shutdown began while a batch waited for the database; what is settled already ignores being given back. */
export class Stopped extends Error {}

const DATABASE = 'the database';

export interface BatchHandlingParts {
  readonly settings: ConsumerSettings;
  readonly telemetry: MessagingTelemetry;
  readonly trials: Trials;
  readonly settlement: Settlement;
  /** Aborts when shutdown begins: what waits for the database waits no longer. */
  readonly stopping: AbortSignal;
  /** Called when something took effect, or came to another outcome: somebody may have waited for it. */
  readonly outcome: () => void;
}

/**
 * Brings a batch to its end: every message is acknowledged after the commit, given back, taken over by the waiting room, or
 * dead-lettered and terminated.
 *
 * A batch that fails is halved until the bad event stands alone; the good ones commit. When the failure is the database's
 * own, or of something every event needs, nothing is halved or counted: the batch waits and is tried again. Death before the
 * commit undoes all of it; death after the commit and before the acknowledgement brings the messages again, and the inbox
 * knows them. What came back too often may be what kills the process, so it is handled alone. Several batches may be under
 * way; they share nothing here but the counts.
 */
export class BatchHandling {
  /** What each batch that waits is waiting for. */
  private readonly waits = new Map<object, string>();
  handled = 0;
  repeats = 0;

  constructor(
    private readonly definition: ConsumerDefinition,
    private readonly parts: BatchHandlingParts,
  ) {}

  /** What a batch under way is waiting for; undefined while none does. */
  get waitsFor(): string | undefined {
    return this.waits.values().next().value;
  }

  /** @throws Stopped when shutdown began before it came to its end; what is left is to be given back */
  async handle(batch: readonly StreamMessage[]): Promise<void> {
    const admitted: Held[] = [];
    const suspects: Held[] = [];
    const turn = new Turn();
    for (const message of batch) {
      if (turn.isOver) await turn.next();
      const delivery = message.toDelivery();
      try {
        const held = { message, delivery: this.decode(delivery) };
        (message.deliveryCount > SUSPECT_AFTER_DELIVERIES ? suspects : admitted).push(held);
      } catch (error) {
        await this.parts.settlement.failed({ message, delivery }, error);
      }
    }
    if (admitted.length > 0) await this.attempt(admitted);
    for (const group of suspectGroups(
      suspects,
      ({ message }) => message.deliveryCount,
      this.definition.maxBatch ?? MAX_BATCH_EVENTS,
    )) {
      if (group.length > 1) await this.attempt(group);
      else await this.attemptAlone(group[0]!);
    }
  }

  /** Notes that the message is begun before it is: if the process dies of it, the note is what remains. */
  private async attemptAlone(suspect: Held): Promise<void> {
    const { delivery, message } = suspect;
    const begun = await this.whenPossible(() => this.parts.trials.begunAlone(delivery), 1);
    if (begun <= DEATHS_ALONE_MAX) return this.attempt([suspect]);
    const deaths = begun - 1;
    const reason = 'deliveries exhausted';
    const kept = await this.parts.settlement.deadLetter(delivery, reason, new KillsItsProcess(deaths), deaths);
    if (kept) message.term(reason);
    else message.nak(OUTAGE_WAIT_MAX_MS);
  }

  private decode(delivery: Delivery): Delivery | DecodedDelivery {
    if (this.definition.kind === 'raw') return delivery;
    return { ...delivery, envelope: this.definition.admit(decodeEnvelope(delivery.bytes), atOrigin(delivery).subject) };
  }

  private async attempt(batch: readonly Held[], depth = 0): Promise<void> {
    try {
      await this.whenPossible(() => this.commit(batch, depth), batch.length);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      return this.isolate(batch, error, depth);
    }
    for (const { message } of batch) message.ack();
    failpoint('consumer.acknowledged');
  }

  /** Does the work as soon as it can be done: waits, without end, while something is away that every event needs. */
  private async whenPossible<T>(work: () => Promise<T>, events: number): Promise<T> {
    const { settings, stopping } = this.parts;
    const me = {};
    try {
      for (let failures = 1; ; failures += 1) {
        try {
          return await work();
        } catch (error) {
          const away = error instanceof Unavailable ? error.dependency : isInfrastructureFailure(error) ? DATABASE : '';
          if (away === '') throw error;
          this.waits.set(me, away);
          const consumer = this.definition.name;
          settings.log.warn('batch waits', { consumer, for: away, events, error: (error as Error).message });
          await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), stopping);
          if (stopping.aborted) throw new Stopped();
        }
      }
    } finally {
      this.waits.delete(me);
    }
  }

  private async commit(batch: readonly Held[], depth: number): Promise<void> {
    const { settings, telemetry, trials, outcome } = this.parts;
    const deliveries = batch.map(({ delivery }) => delivery);
    const forget = (tx: EntityManager) => trials.forget(tx, deliveries);
    const repeats = await transact(settings, telemetry, { definition: this.definition, deliveries, depth }, forget);
    failpoint('consumer.committed');
    this.handled += batch.length;
    this.repeats += repeats;
    settings.committed();
    outcome();
  }

  private async isolate(batch: readonly Held[], error: unknown, depth: number): Promise<void> {
    if (batch.length === 1) {
      await this.parts.settlement.failed(batch[0]!, error);
      return this.parts.outcome();
    }
    const middle = Math.ceil(batch.length / 2);
    await this.attempt(batch.slice(0, middle), depth + 1);
    await this.attempt(batch.slice(middle), depth + 1);
  }
}
