import type { OrderLine, RefundSnapshot, TransactionSnapshot } from '@vividwalls/events';
import { factsOfOrder } from '../facts-of-order.js';
import { factsOfRefund } from '../facts-of-refund.js';
import { factsOfTransaction } from '../facts-of-transaction.js';
import type { OrderState } from '../order-state.js';
import * as given from './snapshots.js';

/** One line's sums, minor units. */
interface Sums {
  readonly goods: bigint;
  readonly discount: bigint;
  readonly tax: bigint;
  readonly giftCard: boolean;
}

export interface NewOrder {
  readonly lines: readonly Sums[];
  readonly shipping: bigint;
  readonly shippingDiscount: bigint;
  readonly tip: bigint;
  readonly taxesIncluded: boolean;
  /** Presentment units to 100 of the shop's, or none. */
  readonly rate?: bigint;
  readonly test: boolean;
}

/**
 * A shop's own view of one order, which knows the truth: what was captured and returned, and what is owed. Every step
 * leaves the deliveries that a shop would send about it, so that a spec can shuffle them and compare.
 */
export class ShopOrder {
  readonly facts: OrderState[] = [];
  captured = 0n;
  returned = 0n;
  private second = 0;
  private ids = 0;
  private authorised = false;
  private cancelledAt?: string;
  private readonly lines: Sums[];
  private readonly removed = new Set<number>();
  private readonly refunds: RefundSnapshot[] = [];

  constructor(private readonly spec: NewOrder) {
    this.lines = [...spec.lines];
    this.tell();
  }

  get hasGiftCards(): boolean {
    return this.lines.some(({ giftCard }) => giftCard);
  }

  get shippingDiscount(): bigint {
    return this.spec.shippingDiscount;
  }

  /** What the order costs before returns. */
  get total(): bigint {
    const { shipping, shippingDiscount, tip, taxesIncluded } = this.spec;
    return this.lines.reduce((sum, l) => sum + worth(l, taxesIncluded), shipping - shippingDiscount + tip);
  }

  /** What it costs now: less everything taken back. */
  get costs(): bigint {
    return this.refunds.reduce((sum, refund) => sum - this.value(refund), this.total);
  }

  /** What the shopper owes; negative when the shop holds too much. */
  get owed(): bigint {
    return this.costs - this.captured + this.returned;
  }

  get isPaid(): boolean {
    return this.captured > 0n && this.owed <= 0n;
  }

  authorise(): void {
    if (this.captured > 0n) return;
    this.second++;
    this.authorised = true;
    this.tell();
  }

  /** Captures a share of what is owed, by per cent. */
  capture(percent: bigint): void {
    const amount = (this.owed * percent) / 100n;
    if (amount <= 0n || this.cancelledAt) return;
    if (this.facts.length > 1) this.second++;
    this.captured += amount;
    this.transact('capture', amount);
    this.tell();
  }

  addLine(line: Sums): void {
    // An order on which the shop holds too much would need the shop's own rule of what the surplus pays for.
    if (this.cancelledAt || this.owed < 0n) return;
    this.second++;
    this.lines.push(line);
    this.tell();
  }

  /** An edit takes a line off; no money moves. Only what is still owed is taken, see `addLine`. */
  removeLine(n: number): void {
    const index = this.standingLine(n);
    if (index === undefined || worth(this.lines[index]!, this.spec.taxesIncluded) > this.owed) return;
    this.refund(index, 0n, false);
  }

  /** Gives a line back and returns money for it: all of it, a share, or more. */
  refundLine(n: number, percent: bigint, explained: boolean, pendingFirst: boolean): void {
    const index = this.standingLine(n);
    if (index === undefined || !this.isPaid) return;
    const value = worth(this.lines[index]!, this.spec.taxesIncluded);
    const amount = (value * percent) / 100n;
    if (amount > this.captured - this.returned || (amount === 0n && !explained)) return;
    // Money beyond the lines is a gift, and the shop's own adjustment says so; without one it would be owed again.
    this.refund(index, amount, explained || percent > 100n, pendingFirst);
  }

  cancel(): void {
    this.second++;
    this.cancelledAt ??= this.now();
    this.tell();
  }

  /** A snapshot without any news, as every little change of an order sends one. */
  tell(): void {
    const snapshot = given.order({
      financialStatus: this.status(),
      updatedAt: this.now(),
      ...(this.cancelledAt && { cancelledAt: this.cancelledAt }),
      taxesIncluded: this.spec.taxesIncluded,
      lines: this.lines.map((l, i) => this.snapshotOf(l, i)),
      shipping: [
        {
          title: 'Standard',
          priceMinor: String(this.spec.shipping),
          discountedPriceMinor: String(this.spec.shipping - this.spec.shippingDiscount),
          taxMinor: '0',
        },
      ],
      refunds: this.refunds.map((refund) => ({ ...refund })),
      ...(this.spec.rate && { presentment: { currency: 'EUR', totalMinor: String(this.presented(this.total)) } }),
      totals: {
        linesMinor: this.sum((l) => l.goods),
        discountsMinor: String(BigInt(this.sum((l) => l.discount)) + this.spec.shippingDiscount),
        shippingMinor: String(this.spec.shipping - this.spec.shippingDiscount),
        taxMinor: this.sum((l) => l.tax),
        tipMinor: String(this.spec.tip),
        totalMinor: String(this.total),
        currentTotalMinor: String(this.costs),
        // The known fault of real bodies: a paid order may state its whole total as outstanding.
        outstandingMinor: String(this.status() === 'paid' ? this.total : this.owed > 0n ? this.owed : 0n),
      },
    });
    this.facts.push(factsOfOrder(snapshot, { test: this.spec.test, version: 0 }));
  }

  private refund(index: number, amount: bigint, explained: boolean, pendingFirst = false): void {
    this.second++;
    this.removed.add(index);
    const line = this.lines[index]!;
    const at = this.now();
    const value = worth(line, this.spec.taxesIncluded);
    const extra = value - amount;
    const settled: TransactionSnapshot[] = amount > 0n ? [this.transaction('refund', amount, at)] : [];
    const refund = given.refund({
      refundId: String(++this.ids),
      createdAt: at,
      lines: [
        {
          ...{ refundLineId: String(++this.ids), lineId: String(index), quantity: 1, restockType: 'return' },
          subtotalMinor: String(line.goods - line.discount),
          taxMinor: String(line.tax),
        },
      ],
      adjustments:
        explained && extra !== 0n
          ? [{ adjustmentId: '1', kind: 'refund_discrepancy', reason: 'x', amountMinor: String(extra), taxMinor: '0' }]
          : [],
      ...(this.spec.rate && {
        presentmentCurrency: 'EUR',
        presentmentTotalMinor: String(this.presented(explained ? amount : value)),
        shopTotalMinor: String(explained ? amount : value),
      }),
      transactions: settled,
    });
    this.returned += amount;
    const pending = settled.map((t) => ({ ...t, status: 'pending' as const }));
    this.facts.push(factsOfRefund(pendingFirst ? { ...refund, transactions: pending } : refund, false));
    for (const transaction of settled) this.facts.push(factsOfTransaction(transaction, false));
    this.refunds.push(refund);
    this.tell();
  }

  /** Lines, shipping and what an adjustment explains: how much less the order costs by this refund. */
  private value(refund: RefundSnapshot): bigint {
    const line = this.lines[Number(refund.lines[0]!.lineId)]!;
    return refund.adjustments.reduce((sum, a) => sum - BigInt(a.amountMinor), worth(line, this.spec.taxesIncluded));
  }

  private status() {
    if (this.returned > 0n) return this.returned >= this.captured ? 'refunded' : 'partially_refunded';
    if (this.captured === 0n) return this.authorised ? 'authorized' : 'pending';
    return this.owed <= 0n ? 'paid' : 'partially_paid';
  }

  private transact(kind: 'capture', amount: bigint): void {
    this.facts.push(factsOfTransaction(this.transaction(kind, amount, this.now()), false));
  }

  private transaction(kind: 'capture' | 'refund', amount: bigint, createdAt: string): TransactionSnapshot {
    const own = { transactionId: `t${++this.ids}`, kind, createdAt };
    // Captures stay in the shop's currency: sums of converted shares are not what this model is about.
    return kind === 'refund' && this.spec.rate
      ? given.transaction({ ...own, currency: 'EUR', amountMinor: String(this.presented(amount)) })
      : given.transaction({ ...own, amountMinor: String(amount) });
  }

  private presented(shopMinor: bigint): bigint {
    return this.spec.rate ? shopMinor * this.spec.rate : shopMinor;
  }

  private standingLine(n: number): number | undefined {
    const standing = [...this.lines.keys()].filter((index) => !this.removed.has(index));
    return standing[n % Math.max(1, standing.length)];
  }

  private snapshotOf(l: Sums, index: number): OrderLine {
    return given.line({
      ...{ lineId: String(index), unitPriceMinor: String(l.goods), giftCard: l.giftCard },
      ...{ discountMinor: String(l.discount), taxMinor: String(l.tax) },
    });
  }

  private sum(part: (line: Sums) => bigint): string {
    return String(this.lines.reduce((sum, l) => sum + part(l), 0n));
  }

  /** Bodies know whole seconds only: what one step causes shares one, and so may creation and the first payment. */
  private now(): string {
    return new Date(Date.UTC(2026, 2, 1) + 1_000 * this.second).toISOString();
  }
}

function worth(line: Sums, taxesIncluded: boolean): bigint {
  return line.goods - line.discount + (taxesIncluded ? 0n : line.tax);
}
