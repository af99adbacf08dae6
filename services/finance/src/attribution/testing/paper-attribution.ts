import type { Book } from '../../journal/journal-entry.js';
import { attribute, isChanged, isOpen, needsTouches, withPath, type Circumstances } from '../credits/attribute.js';
import type { AttributedOrder, OrderNow } from '../credits/attributed-order.js';
import type { TiedTouch } from '../credits/considered-touches.js';
import { DayChanges, UNATTRIBUTED } from '../credits/day-changes.js';
import { setsDue, type DraftSet } from '../credits/sets-due.js';
import type { ToldTouch } from '../touches/touch.js';
import { touchesTold } from '../touches/touches-told.js';
import { MODELS } from '../models/weights-under.js';

/** One thing that becomes known. */
export type PaperFact =
  | { readonly order: OrderNow; readonly version: number }
  | { readonly touch: ToldTouch }
  | { readonly checkoutId: string; readonly keys: readonly string[]; readonly createdAt: string };

export interface PaperSet extends DraftSet {
  readonly orderId: string;
}

/**
 * Attribution on paper: the same rules as the service's, with memory in place of the database, and its own reading of which
 * touches are tied to an order. Late touches are dealt with when `settle` is called, as the service does it a moment later.
 */
export class PaperAttribution {
  readonly orders = new Map<string, AttributedOrder>();
  readonly sets: PaperSet[] = [];
  private readonly newest = new Map<string, number>();
  private readonly tellings: TiedTouch[] = [];
  private readonly touchKeys: { readonly key: string; readonly touchId: string }[] = [];
  private readonly checkouts: Extract<PaperFact, { checkoutId: string }>[] = [];
  private readonly days = new Map<string, { amountMinor: bigint; orderParts: bigint }>();

  constructor(public circumstances: Circumstances) {}

  learn(fact: PaperFact): void {
    if ('touch' in fact) this.keep(fact.touch);
    else if ('order' in fact) this.follow(fact);
    else this.checkouts.push(fact);
  }

  /** Looks at every open order again: more than the service does, and never less. */
  settle(): void {
    for (const before of this.orders.values()) {
      if (!isOpen(before, this.circumstances.now)) continue;
      this.write(before, withPath(before, this.tiedTo(before), this.circumstances.fits), true);
    }
  }

  /** What each touch of an order has got by all its sets, `real <touch>` → minor units, zeros left out. */
  credits(orderId: string): Record<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const set of this.sets.filter((one) => one.orderId === orderId)) {
      for (const { touch, amountMinor } of set.credits) {
        const key = `${set.book} ${touch?.id ?? UNATTRIBUTED}`;
        sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
      }
    }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The daily lines that are not zero. */
  dailyLines(): Record<string, { amountMinor: bigint; orderParts: bigint }> {
    const lines = [...this.days].filter(([, line]) => line.amountMinor !== 0n || line.orderParts !== 0n);
    return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Sums of the daily lines by book and model. */
  dailySums(): Record<string, { amountMinor: bigint; orderParts: bigint }> {
    const sums: Record<string, { amountMinor: bigint; orderParts: bigint }> = {};
    for (const [key, line] of this.days) {
      const [book, model] = JSON.parse(key) as [Book, string];
      const sum = (sums[`${book} ${model}`] ??= { amountMinor: 0n, orderParts: 0n });
      sum.amountMinor += line.amountMinor;
      sum.orderParts += line.orderParts;
    }
    return sums;
  }

  private follow({ order, version }: Extract<PaperFact, { order: OrderNow }>): void {
    // As bookkeeping does: it hands on what is known, and that is the newest.
    if (version <= (this.newest.get(order.orderId) ?? 0)) return;
    this.newest.set(order.orderId, version);
    const before = this.orders.get(order.orderId);
    const reads = needsTouches(before, order, this.circumstances.now);
    if (!before && order.netMinor === 0n) return;
    const tied = reads ? this.tiedTo(order) : undefined;
    this.write(before, attribute(before, order, tied, this.circumstances), false);
  }

  private write(before: AttributedOrder | undefined, after: AttributedOrder, isLate: boolean): void {
    if (!isChanged(before, after)) return;
    const drafts = setsDue(before, after, isLate);
    this.sets.push(...drafts.map((draft) => ({ ...draft, orderId: after.orderId })));
    const order = { ...after, seq: (before?.seq ?? 0) + drafts.length };
    this.orders.set(order.orderId, order);
    const changes = new DayChanges(this.circumstances.fits);
    changes.move(before, order);
    for (const { amountMinor, orderParts, ...line } of changes.all()) {
      const key = JSON.stringify([
        line.book,
        line.model,
        line.day,
        line.currency,
        line.agentId,
        line.channel,
        line.campaign,
      ]);
      const sum = this.days.get(key) ?? { amountMinor: 0n, orderParts: 0n };
      this.days.set(key, { amountMinor: sum.amountMinor + amountMinor, orderParts: sum.orderParts + orderParts });
    }
  }

  private keep({ keys, ...touch }: ToldTouch): void {
    this.tellings.push(touch);
    this.touchKeys.push(...keys.map((key) => ({ key, touchId: touch.id })));
  }

  private tiedTo(order: OrderNow): TiedTouch[] {
    const joined = this.checkouts.filter(
      ({ keys, createdAt }) => createdAt <= order.placedAt && keys.some((key) => order.keys.includes(key)),
    );
    const keys = new Set([...order.keys, ...joined.flatMap((checkout) => checkout.keys)]);
    const ids = new Set(this.touchKeys.filter(({ key }) => keys.has(key)).map(({ touchId }) => touchId));
    return touchesTold(
      this.tellings.filter(({ id }) => ids.has(id)),
      order,
    );
  }
}

export { MODELS };
