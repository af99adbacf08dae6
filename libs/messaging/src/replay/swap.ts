import type { EntityManager } from 'typeorm';
import type { FailedEvents } from './failed-events.js';
import type { InboxExchange, Lacking } from './inbox-exchange.js';
import { isLockTimeout, type RebuildSession } from './rebuild-session.js';
import { EventNotHandled } from './replay-errors.js';
import { EXCLUSIVE_MS, LACKING_ATTEMPTS, SWAP_STATEMENT_MS, TABLE_LOCK_WAIT_MS } from './replay-limits.js';
import type { ReplayRequest } from './replay.js';
import type { ReplayableModel } from './replayable-model.js';
import type { WaitingEvents } from './waiting-events.js';

export interface SwapSettings {
  readonly session: RebuildSession;
  readonly model: ReplayableModel;
  readonly inboxes: InboxExchange;
  readonly request: ReplayRequest;
  readonly waiting: WaitingEvents;
  readonly failed: FailedEvents;
  /** Writes what comes next; false when there is nothing more. */
  readonly writeNext: () => Promise<boolean>;
  readonly done: (tx: EntityManager, pauseMs: number) => Promise<void>;
}

/**
 * `done`, or why it was not: the live consumer was too busy, readers held the tables, too much came in meanwhile, or the live
 * model has handled events that have not been seen here yet.
 */
export type SwapOutcome = 'done' | 'consumer busy' | 'tables in use' | 'behind' | 'lacking';

/** The live inbox is ahead of the one beside; the transaction is undone. */
class LackingEvents extends Error {}

/**
 * The exclusive moment at the end of a replay.
 *
 * 1. The live consumer's lock is taken alone: the batch under way finishes, the next one waits.
 * 2. What the sources still hold is written. Everything the live consumer ever handled was in a source before.
 * 3. In one transaction: the inboxes are compared, which proves that; the live one takes over; the tables are exchanged; the
 *    replay's row and its event are written.
 * 4. The lock is given back, and the live consumer goes on with the new tables and the new inbox.
 *
 * When a step cannot be had in time, nothing has happened but that live handling stood still for that long.
 */
export class Swap {
  private lackingAttempts = 0;

  constructor(private readonly settings: SwapSettings) {}

  async attempt(): Promise<SwapOutcome> {
    const { session, model } = this.settings;
    const began = performance.now();
    if (!(await session.lockConsumer(model.consumer))) return 'consumer busy';
    try {
      if (!(await this.drain())) return 'behind';
      await session.transaction((tx) => this.exchange(tx, began));
      return 'done';
    } catch (error) {
      if (error instanceof LackingEvents) return 'lacking';
      if (isLockTimeout(error)) return 'tables in use';
      throw error;
    } finally {
      await session.unlockConsumer(model.consumer);
    }
  }

  /**
   * Writes what is left. False when that takes longer than live handling may stand still; a source that hangs, as it may with
   * the broker away, does not hold the live consumer either, which is let go at that very moment.
   */
  private async drain(): Promise<boolean> {
    const { session, model, writeNext } = this.settings;
    let isLate = false;
    const watch = setTimeout(() => {
      isLate = true;
      void session.unlockConsumer(model.consumer);
    }, EXCLUSIVE_MS);
    try {
      for (let more = true; more && !isLate;) more = await writeNext();
    } finally {
      clearTimeout(watch);
    }
    return !isLate;
  }

  private async exchange(tx: EntityManager, began: number): Promise<void> {
    const { model, inboxes, failed, waiting, done } = this.settings;
    await tx.query(`SET LOCAL lock_timeout = ${TABLE_LOCK_WAIT_MS}`);
    await tx.query(`SET LOCAL statement_timeout = ${SWAP_STATEMENT_MS}`);
    await this.account(tx);
    await inboxes.exchange(tx, [...failed.ids, ...waiting.ids]);
    await tx.query('SELECT read_model_swap($1)', [model.name]);
    await done(tx, Math.round(performance.now() - began));
  }

  /**
   * Finds what the live model has handled and the rebuild has not. At first that may be a stream's replica that is behind, so
   * the sources are read again. If it stays so, the events were before the place where the replay began and count as seen; or
   * they are in no source, or wait for a cause that is in none, and then the tables would lack them.
   *
   * @throws LackingEvents to try again; EventNotHandled when nothing is to be skipped
   */
  private async account(tx: EntityManager): Promise<void> {
    const { request, inboxes, failed, waiting } = this.settings;
    const stillWaiting = await inboxes.handledLive(tx, waiting.ids);
    const lacking = await inboxes.lacking(tx, [...failed.ids, ...waiting.ids]);
    if (stillWaiting.length + lacking.count === 0) return;
    this.lackingAttempts += 1;
    if (this.lackingAttempts < LACKING_ATTEMPTS) throw new LackingEvents();
    const missing = request.from === 'beginning' ? lacking : { count: 0, examples: [] };
    if (!request.skipFailed) this.refuse(stillWaiting, missing);
    for (const id of stillWaiting) failed.add({ ...this.waitingEvent(id) });
    failed.addMissing(missing.count, missing.examples);
  }

  private refuse(stillWaiting: readonly string[], missing: Lacking): void {
    const [waits] = stillWaiting;
    if (waits !== undefined) {
      const { place, error } = this.waitingEvent(waits);
      throw new EventNotHandled(place, waits, `${error} (and so wait ${stillWaiting.length} in all)`);
    }
    if (missing.count === 0) return;
    throw new Error(
      `the live model has handled ${missing.count} events that are neither in a stream nor in an archive any more, such as ` +
        `${missing.examples.join(', ')}. Nothing was changed. Start the replay from a later time, or so that it skips them`,
    );
  }

  private waitingEvent(id: string) {
    const { event, reason } = this.settings.waiting.reasonOf(id)!;
    const { type } = event.delivery.envelope;
    return { place: event.place, eventId: id, eventType: type, error: `its cause has not come: ${reason}` };
  }
}
