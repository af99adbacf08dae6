import { Injectable } from '@nestjs/common';
import { newId, Outbox, Turn } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { BookedBecause } from '../journal/journal.js';
import { inUtc } from '../order-books/instant.js';
import type { OrderRevenue } from '../order-books/order-revenue.js';
import { RevenueFollower } from '../order-books/revenue-follower.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { attribute, isChanged, needsTouches } from './credits/attribute.js';
import type { AttributedOrder, OrderNow } from './credits/attributed-order.js';
import { attributionSet } from './credits/attribution-event.js';
import { AttributionRules } from './credits/attribution-rules.js';
import { lockAttributedOrders, saveAttributedOrders, saveOrderKeys } from './credits/attribution-store.js';
import { lookbackFrom } from './credits/considered-touches.js';
import { DayChanges } from './credits/day-changes.js';
import { FittedModels } from './models/fitted-models.js';
import { keysOf } from './touches/person-keys.js';
import { setsDue } from './credits/sets-due.js';
import { findTiedTouches } from './touches/tied-touches.js';
import { findSources } from './sources/touch-sources.store.js';
import { inOrderOfTime, type ToldTouch } from './touches/touch.js';
import { marksOf, touchesOfVisit, type Visit } from './touches/visit-touches.js';
import type { MarkovFits } from './models/weights-under.js';
import { addToDays, writeSets, type AttributionSetRecord } from './credits/write-sets.js';

/** An order before and after a change, and why it changed. */
export interface Reattributed {
  readonly before: AttributedOrder | undefined;
  readonly after: AttributedOrder;
  readonly because: BookedBecause;
  /** When what changed it happened, ISO 8601 in UTC. */
  readonly time: string;
  readonly isLate?: boolean;
}

/**
 * Gives every order's net revenue to the touches that led to it, and keeps doing so as the order changes.
 *
 * States of an order: *unknown* (nothing earned yet) → *open* (its credits stand; a touch told late, or news of who bought,
 * changes its path by a set of differences that sums to nothing) → *closed* (the path stays; late touches are only noted).
 * In both, its credits are `allocate(net revenue, frozen weights)`, so that they always sum to what was earned, a full refund
 * leaves none, and the order in which facts arrive makes no difference. `docs/decisions/0013-frozen-weights.md` has the
 * reasons, and how a touch and its order that come at the same time find each other.
 */
@Injectable()
export class Attribution extends RevenueFollower {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly rules: AttributionRules,
    private readonly models: FittedModels,
  ) {
    super();
  }

  /** A constant number of round trips: five to seven for new orders, some more when visits bear marks. */
  override async follow(tx: EntityManager, revenues: readonly OrderRevenue[]): Promise<void> {
    const known = await lockAttributedOrders(
      tx,
      revenues.map(({ orderId }) => orderId),
    );
    const now = this.clock.now();
    const visits = revenues.map(visitOf);
    const sources = await findSources(tx, visits.flatMap(marksOf));
    const changes = revenues.map((revenue, i) => {
      const before = known.get(revenue.orderId);
      const touches = touchesOfVisit(visits[i]!, sources);
      const order = this.orderNow(revenue, visits[i]!, touches);
      return { revenue, before, order, isTied: needsTouches(before, order, now) };
    });
    const earning = changes.filter(({ before, order }) => before || order.netMinor !== 0n);
    if (earning.length === 0) return;
    const tying = earning.filter(({ isTied }) => isTied);
    const markovVersion = earning.some(({ before }) => !before) ? await this.models.newestMarkov(tx) : 0;
    if (tying.length > 0) {
      await saveOrderKeys(
        tx,
        tying.map(({ order, before }) => ({ order, before: before?.keys ?? [] })),
      );
    }
    const tied = await findTiedTouches(
      tx,
      tying.map(({ order, before }) => questionOf(order, before?.lookbackDays ?? this.rules.lookbackDays)),
    );
    const fits = await this.models.markovFits(tx, [
      markovVersion,
      ...[...known.values()].map((order) => order.markovVersion),
    ]);
    const circumstances = { rules: this.rules, markovVersion, fits, now };
    const results = earning.map(({ revenue, before, order, isTied }): Reattributed => {
      const after = attribute(before, order, isTied ? tied.get(order.orderId) : undefined, circumstances);
      return { before, after, because: revenue.because, time: before ? revenue.time : order.placedAt };
    });
    await this.write(tx, results, fits);
  }

  /** Writes what changed: orders, sets and credits, what is told of them, the days of every model. Returns how many orders did. */
  async write(tx: EntityManager, results: readonly Reattributed[], fits: MarkovFits): Promise<number> {
    const recordedAt = this.clock.now();
    const days = new DayChanges(fits);
    const orders: AttributedOrder[] = [];
    const sets: AttributionSetRecord[] = [];
    const turn = new Turn();
    for (const { before, after, because, time, isLate = false } of results) {
      if (turn.isOver) await turn.next();
      if (!isChanged(before, after)) continue;
      const drafts = setsDue(before, after, isLate);
      const order = { ...after, seq: (before?.seq ?? 0) + drafts.length };
      days.move(before, order);
      orders.push(order);
      drafts.forEach((draft, i) => {
        const seq = (before?.seq ?? 0) + i + 1;
        sets.push({ ...draft, id: newId(), order, seq, occurredAt: time, because });
      });
    }
    await saveAttributedOrders(tx, orders);
    await writeSets(tx, sets, recordedAt);
    await this.outbox.append(tx, sets.map(attributionSet));
    // Last, because these lines are few and every writer waits for them.
    await addToDays(tx, days.all());
    return orders.length;
  }

  private orderNow(revenue: OrderRevenue, visit: Visit, touches: readonly ToldTouch[]): OrderNow {
    const { orderId, shop, book, currency, netRevenueMinor } = revenue;
    const placedAt = visit.occurredAt;
    return {
      ...{ orderId, shop, book, currency, placedAt },
      placedOn: this.calendar.dayOf(placedAt),
      netMinor: netRevenueMinor,
      keys: visit.keys,
      own: touches.map(({ id }) => id).sort(),
      ownTouches: inOrderOfTime(touches.map(({ keys: _, ...touch }) => touch)),
    };
  }
}

/** What an order's touches are asked for by. */
export function questionOf(order: OrderNow, lookbackDays: number) {
  return { order, from: lookbackFrom(order.placedAt, lookbackDays), until: order.placedAt };
}

function visitOf({ orderId, shop, book, placedAt, identity, origin }: OrderRevenue): Visit {
  const { utm, landingSite, discountCodes } = origin;
  const token = identity.checkoutToken ?? `order:${orderId}`;
  const keys = keysOf(identity);
  return {
    ...{ token, utm, landingSite, discountCodes, occurredAt: inUtc(placedAt) },
    keys,
    ...{ test: book === 'test', shop },
  };
}
