import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { pause, UnitOfWork } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { BookedBecause } from '../../journal/journal.js';
import { isOpen, withPath } from '../credits/attribute.js';
import { Attribution, questionOf } from '../attribution.service.js';
import { lockAttributedOrders } from '../credits/attribution-store.js';
import { FittedModels } from '../models/fitted-models.js';
import { findOrdersToRevisit, readArrivals, takeArrivals } from './late-touches.queries.js';
import { runningBookingsEnded } from './running-bookings.js';
import { findTiedTouches } from '../touches/tied-touches.js';

/** Between two looks while nothing is expected: what another replica noted and then died. */
const IDLE_MS = 1_000;
/** After a handler noted something: its transaction needs a moment to commit. */
const EXPECTING_MS = 50;
/** Quick looks after a note, until its transaction is given up on. */
const QUICK_LOOKS = 20;
/** After a failure, which is mostly the database's. */
const FAILED_MS = 2_000;
/** Orders revisited in one transaction's round trips. */
const ORDERS_AT_ONCE = 500;

/**
 * Finds the orders that a touch came too late for, and gives them their path anew.
 *
 * A note (`touch_arrivals`) is *left* by whoever keeps a touch or a checkout, in the same transaction → *seen*, once that
 * is committed → *ripe*, when every booking has ended that ran when it was seen: such a booking may have read touches
 * before this one was visible, and its order is visible from now on; whoever books later sees the touch itself → *taken*
 * by the transaction that brings its orders up. Death anywhere before that transaction's commit leaves the note. Several
 * replicas may do this at once: each takes notes that no other holds, and orders are locked in the order of their ids.
 */
@Injectable()
export class LateTouches implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;
  private quickLooks = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly attribution: Attribution,
    private readonly models: FittedModels,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Says that a transaction which is about to commit has left notes. */
  expect(): void {
    this.quickLooks = QUICK_LOOKS;
    this.wake();
  }

  /** Deals with every note that can be seen now. Returns how many orders changed their path. */
  async settle(): Promise<number> {
    let revisited = 0;
    for (;;) {
      const seen = await readArrivals(this.dataSource);
      if (seen.length === 0) return revisited;
      await runningBookingsEnded(this.dataSource, this.stopping.signal);
      if (this.stopping.signal.aborted) return revisited;
      const { taken, changed } = await this.unitOfWork.run((tx) => this.revisit(tx, seen));
      revisited += changed;
      // Another replica has them, and the rest of what there is.
      if (taken === 0) return revisited;
    }
  }

  private async revisit(tx: EntityManager, ids: readonly string[]): Promise<{ taken: number; changed: number }> {
    const now = this.clock.now();
    const arrivals = await takeArrivals(tx, ids);
    const causes = await findOrdersToRevisit(tx, arrivals, now);
    const orderIds = [...causes.keys()].sort();
    let changed = 0;
    for (let i = 0; i < orderIds.length; i += ORDERS_AT_ONCE) {
      changed += await this.bringUp(tx, orderIds.slice(i, i + ORDERS_AT_ONCE), causes, now);
    }
    return { taken: arrivals.length, changed };
  }

  private async bringUp(
    tx: EntityManager,
    orderIds: readonly string[],
    causes: ReadonlyMap<string, BookedBecause>,
    now: Date,
  ): Promise<number> {
    const locked = await lockAttributedOrders(tx, orderIds);
    const open = [...locked.values()].filter((order) => isOpen(order, now));
    const tied = await findTiedTouches(
      tx,
      open.map((order) => questionOf(order, order.lookbackDays)),
    );
    const fits = await this.models.markovFits(
      tx,
      open.map(({ markovVersion }) => markovVersion),
    );
    const results = open.map((before) => ({
      before,
      after: withPath(before, tied.get(before.orderId) ?? [], fits),
      because: causes.get(before.orderId)!,
      time: now.toISOString(),
      isLate: true,
    }));
    return this.attribution.write(tx, results, fits);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let waitMs = this.quickLooks > 0 ? EXPECTING_MS : IDLE_MS;
      this.quickLooks = Math.max(0, this.quickLooks - 1);
      try {
        await this.settle();
      } catch (error) {
        if (signal.aborted) return;
        this.log.warn('late touches wait', { error: (error as Error).message });
        waitMs = FAILED_MS;
      }
      await this.pauseUnlessWoken(waitMs);
    }
  }

  private async pauseUnlessWoken(waitMs: number): Promise<void> {
    const woken = new AbortController();
    this.wake = () => waitMs === IDLE_MS && woken.abort();
    await pause(waitMs, AbortSignal.any([this.stopping.signal, woken.signal]));
  }
}
