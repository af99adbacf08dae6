import { isInfrastructureFailure } from '@vividwalls/persistence';
import { pause, retryDelayMs } from '../backoff.js';
import { decodeEnvelope } from '../envelope.js';
import { NotYet, Unavailable } from '../errors.js';
import {
  DEATHS_ALONE_MAX,
  OUTAGE_WAIT_MAX_MS,
  WAITING_BATCH,
  WAITING_LOOK_EMPTY_MS,
  WAITING_LOOK_MS,
} from '../limits.js';
import type { EntityManager } from 'typeorm';
import { atOrigin } from '../redrive/redrive-message.js';
import { processSpan } from '../telemetry/process-span.js';
import type { DecodedDelivery, EventConsumer } from './consumer-definition.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { handleOnce } from './handle-once.js';
import { KillsItsProcess } from './kills-its-process.js';
import { verdictOn } from './settle.js';
import type { Settlement } from './settlement.js';
import type { Begun, Waiting, WaitingRoom } from './waiting-room.js';

/** Events that wait are counted up to this: what is beyond costs more to count than it tells. */
const COUNTED_AT_MOST = 10_000;

/**
 * Tries the waiting room's events again as their time comes: all that are due in one transaction, halved when it fails,
 * until the one that still has to wait stands alone. That they are begun is noted before: those that were begun when a process
 * died are tried one by one, and one with which it dies again and again becomes a dead letter.
 */
export class WaitingRetries {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private nudge: () => void = () => undefined;
  private isNudged = false;
  private failures = 0;
  /** Begun and not yet come to an outcome. */
  private readonly open = new Set<string>();
  /** How many the last look saw. */
  waiting = 0;

  constructor(
    private readonly definition: EventConsumer,
    private readonly room: WaitingRoom,
    private readonly settings: ConsumerSettings & Required<Pick<ConsumerSettings, 'telemetry'>>,
    private readonly settlement: Pick<Settlement, 'deadLetter'>,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Something was handled, or somebody began to wait: whose cause may have come is looked at soon. */
  look(): void {
    this.isNudged = true;
    this.nudge();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.isNudged = false;
      try {
        this.waiting = await this.room.count(COUNTED_AT_MOST);
        if (this.waiting > 0) await this.serve();
        this.failures = 0;
      } catch (error) {
        // The database is away or something every event needs: nobody's turn is counted, all of them go on waiting.
        this.failures += 1;
        this.settings.log.warn('the waiting room is not served', { error: (error as Error).message });
      }
      await this.rest();
    }
  }

  private async rest(): Promise<void> {
    const { signal } = this.stopping;
    await pause(retryDelayMs(this.failures + 1, WAITING_LOOK_MS, OUTAGE_WAIT_MAX_MS), signal);
    if (this.waiting > 0 || this.isNudged) return;
    const nudged = new AbortController();
    this.nudge = () => nudged.abort();
    await pause(WAITING_LOOK_EMPTY_MS, AbortSignal.any([signal, nudged.signal]));
  }

  private async serve(): Promise<void> {
    try {
      const fresh = await this.begin(WAITING_BATCH, 'fresh');
      if (fresh.length > 0) await this.attempt(fresh.map(({ eventId }) => eventId));
      // One by one: only what is really under way may be blamed for a death.
      for (let [one] = await this.begin(1, 'begun before'); one; [one] = await this.begin(1, 'begun before')) {
        await this.attemptAlone(one);
      }
    } finally {
      const untried = [...this.open];
      this.open.clear();
      if (untried.length > 0) await this.room.release(untried);
    }
  }

  private async begin(limit: number, which: 'fresh' | 'begun before'): Promise<Begun[]> {
    if (this.stopping.signal.aborted) return [];
    const begun = await this.room.begin(limit, which);
    for (const { eventId } of begun) this.open.add(eventId);
    return begun;
  }

  private async attemptAlone({ eventId, times }: Begun): Promise<void> {
    // The first time it was in company.
    const deaths = times - 2;
    if (deaths < DEATHS_ALONE_MAX) return this.attempt([eventId]);
    await this.settings.dataSource.transaction(async (tx) => {
      const [one] = await this.room.lock(tx, [eventId]);
      if (!one) return;
      const error = new KillsItsProcess(deaths);
      const kept = await this.settlement.deadLetter(one.delivery, 'deliveries exhausted', error, deaths);
      if (kept) await this.room.remove(tx, [eventId]);
    });
  }

  private async attempt(ids: readonly string[]): Promise<void> {
    if (this.stopping.signal.aborted) return;
    let locked: Waiting[] = [];
    try {
      await this.settings.dataSource.transaction(async (tx) => {
        locked = await this.room.lock(tx, ids);
        if (locked.length === 0) return;
        const deliveries = locked.map(({ delivery }) => ({
          ...delivery,
          envelope: this.definition.admit(decodeEnvelope(delivery.bytes), atOrigin(delivery).subject),
        }));
        await this.handle(tx, deliveries);
        await this.room.remove(
          tx,
          locked.map(({ eventId }) => eventId),
        );
      });
      for (const id of ids) this.open.delete(id);
      if (locked.length > 0) this.settings.committed();
    } catch (error) {
      if (locked.length === 0 || error instanceof Unavailable || isInfrastructureFailure(error)) throw error;
      if (locked.length === 1) return this.settle(locked[0]!, error);
      const middle = Math.ceil(ids.length / 2);
      await this.attempt(ids.slice(0, middle));
      await this.attempt(ids.slice(middle));
    }
  }

  private async handle(tx: EntityManager, deliveries: readonly DecodedDelivery[]): Promise<void> {
    const { tracing, metrics } = this.settings.telemetry;
    const { definition, settings } = this;
    await processSpan(tracing, { consumer: definition.name, deliveries, depth: 0 }, (span) =>
      handleOnce(tx, definition, deliveries, settings.announcer, (due) => {
        span.handling(due);
        metrics.begun(definition.name, due, settings.now());
      }),
    );
  }

  private async settle(one: Waiting, error: unknown): Promise<void> {
    const verdict = verdictOn(withinFirstDeadline(error, one.until), one.attempts + 1, this.settings.now());
    const reason = error instanceof Error ? error.message : String(error);
    if (verdict.kind === 'dead-letter') {
      const kept = await this.settlement.deadLetter(one.delivery, verdict.reason, error, one.attempts + 1);
      if (!kept) return;
    }
    await this.settings.dataSource.transaction(async (tx) => {
      if (verdict.kind === 'dead-letter') return this.room.remove(tx, [one.eventId]);
      const why = verdict.kind === 'wait' ? { until: verdict.until } : { retryInMs: verdict.delayMs };
      await this.room.putBack(tx, one, { reason, ...why });
    });
    this.open.delete(one.eventId);
  }
}

/** The deadline of the first try stands: with a handler that counts from now each time, an event would wait for ever. */
function withinFirstDeadline(error: unknown, first: Date): unknown {
  return error instanceof NotYet && first < error.until ? new NotYet(error.message, first) : error;
}
