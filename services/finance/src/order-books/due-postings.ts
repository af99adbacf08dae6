import { Tally } from '../journal/tally.js';
import type { BookRules } from './book-rules.js';
import { cancellationPostings } from './cancellation-postings.js';
import { captured, type Captured } from './captured.js';
import { costPostings } from './cost-postings.js';
import { disputePostings } from './dispute-postings.js';
import { orderSummary, type OrderSummary } from './order-summary.js';
import type { OrderState, RefundFact } from './order-state.js';
import { printCostsDue } from './print-costs-due.js';
import { processorFees } from './processor-fees.js';
import { refundPostings, unexplainedRefundPostings } from './refund-postings.js';
import { bookAmount, returnedMoney } from './returned-money.js';
import { salePostings } from './sale-postings.js';

/** What the books must hold for one cause. */
export interface DuePostings {
  readonly kind: 'sale' | 'refund' | 'cancellation' | 'chargeback' | 'costs';
  /** When it happened, ISO 8601 in UTC. */
  readonly occurredAt: string;
  readonly postings: Tally;
  /** Causes that are parts of this one: what was booked under them counts as booked here. */
  readonly absorbs: readonly string[];
}

export interface Due {
  /** By cause: `sale`, `refund:<id>`, `transaction:<id>`, `cancellation`, `dispute:<id>`, `costs`. */
  readonly causes: ReadonlyMap<string, DuePostings>;
  /** What is known and can't be booked yet, each with its reason. */
  readonly waiting: readonly string[];
  /** What the order and its lines come to by these causes. */
  readonly summary: OrderSummary;
}

/**
 * What the books must hold about an order, given all that is known of it: a function of the state alone, so that it can
 * be compared with what is booked at any time and in any order of deliveries. Every cause's postings sum to zero.
 *
 * A sale is due as soon as anything was captured, or nothing had to be. Before that an order is a wish and not a debt;
 * only money returned for it would be booked.
 */
export function duePostings(state: OrderState, rules: BookRules): Due {
  const causes = new Map<string, DuePostings>();
  const waiting: string[] = [];
  const { order } = state;
  let booked = new Tally();
  let paid: Captured | undefined;
  let returnedMinor = 0n;
  const owe = (cause: string, due: DuePostings) => {
    causes.set(cause, due);
    booked = booked.plus(due.postings);
  };

  if (order) {
    paid = captured(state, order);
    for (const id of paid.unconverted)
      waiting.push(`transaction ${id}: no rate from its currency to ${order.currency}`);
    if (state.evidence.paid || paid.minor > 0n) {
      owe('sale', sale(salePostings(order, paid.minor, paid.byGiftCardMinor), order.placedAt));
    }
  } else if (Object.values(state.transactions).some((t) => t.direction === 'in' && t.status === 'success')) {
    waiting.push('payment: the order it pays for is not known');
  }

  const saleDue = causes.has('sale');
  for (const [id, refund] of inOrderOfTime(state.refunds)) {
    const currency = refund.currency ?? order?.currency;
    if (!currency) {
      waiting.push(`refund ${id}: neither it nor an order tells the shop's currency`);
      continue;
    }
    const money = returnedMoney(state, refund, currency);
    if (money.unconverted.length > 0) {
      waiting.push(`refund ${id}: no rate to ${currency} for transaction ${money.unconverted.join(', ')}`);
      continue;
    }
    returnedMinor += money.returnedMinor;
    if (!saleDue && money.returnedMinor === 0n) continue;
    const receivable = booked.on('asset:accounts-receivable', currency);
    const postings = refundPostings(refund, {
      currency,
      taxesIncluded: order?.taxesIncluded ?? false,
      giftCardLineIds: new Set(order?.giftCardLineIds),
      ...money,
      receivableMinor: receivable > 0n ? receivable : 0n,
    });
    const absorbs = refund.transactionIds.map(transactionCause);
    owe(`refund:${id}`, { kind: 'refund', occurredAt: refund.occurredAt, postings, absorbs });
  }
  dueForUnexplainedRefunds(state, owe, waiting);

  let cancelledSalesMinor = 0n;
  if (order?.cancelledAt && saleDue) {
    const postings = cancellationPostings(booked, order.currency);
    cancelledSalesMinor = postings.on('income:sales', order.currency);
    owe('cancellation', { kind: 'cancellation', occurredAt: order.cancelledAt, postings, absorbs: [] });
  }
  dueForDisputes(state, rules, owe, waiting);

  const lineCosts = order && saleDue ? printCostsDue(state, order, rules) : [];
  const feesMinor = order && saleDue ? processorFees(state, order, paid!.minor, rules.fees) : 0n;
  if (order && saleDue) {
    const postings = costPostings(lineCosts, feesMinor, order.currency);
    if (!postings.isEmpty) owe('costs', { kind: 'costs', occurredAt: order.placedAt, postings, absorbs: [] });
  }
  const capturedMinor = saleDue ? paid!.minor : 0n;
  const known = { capturedMinor, returnedMinor, cancelledSalesMinor, feesMinor, lineCosts };
  return { causes, waiting, summary: orderSummary(state, booked, known, rules) };
}

/** Money that banks took back, or hold until it is decided whose it is. */
function dueForDisputes(
  { order, disputes }: OrderState,
  rules: BookRules,
  owe: (cause: string, due: DuePostings) => void,
  waiting: string[],
): void {
  for (const [id, dispute] of Object.entries(disputes)) {
    const currency = order?.currency ?? dispute.currency;
    const amount = dispute.currency === currency ? BigInt(dispute.amountMinor) : order && bookAmount(dispute, order);
    if (amount === undefined) {
      waiting.push(`dispute ${id}: no rate from ${dispute.currency} to ${currency}`);
      continue;
    }
    const postings = disputePostings(dispute, amount, rules.fees.chargebackMinor, currency);
    if (!postings.isEmpty) {
      owe(`dispute:${id}`, { kind: 'chargeback', occurredAt: dispute.initiatedAt, postings, absorbs: [] });
    }
  }
}

/**
 * Refund transactions that no known refund names. Usually the refund itself is on its way, so the transaction waits for
 * it; an order snapshot newer than the transaction would embed that refund, and where it doesn't, none will come: the
 * money left and is booked as such.
 */
function dueForUnexplainedRefunds(
  { order, refunds, transactions }: OrderState,
  owe: (cause: string, due: DuePostings) => void,
  waiting: string[],
): void {
  const named = new Set(Object.values(refunds).flatMap((refund) => refund.transactionIds));
  for (const [id, transaction] of Object.entries(transactions)) {
    if (transaction.direction !== 'out' || transaction.status !== 'success' || named.has(id)) continue;
    const amount = order && bookAmount(transaction, order);
    if (!order || order.updatedAt <= transaction.occurredAt) {
      waiting.push(`transaction ${id}: its refund is not known yet`);
    } else if (amount === undefined) {
      waiting.push(`transaction ${id}: no rate from its currency to ${order.currency}`);
    } else {
      const postings = unexplainedRefundPostings(amount, order.currency);
      owe(transactionCause(id), { kind: 'refund', occurredAt: transaction.occurredAt, postings, absorbs: [] });
    }
  }
}

function sale(postings: Tally, occurredAt: string): DuePostings {
  return { kind: 'sale', occurredAt, postings, absorbs: [] };
}

function transactionCause(id: string): string {
  return `transaction:${id}`;
}

function inOrderOfTime(refunds: OrderState['refunds']): [string, RefundFact][] {
  return Object.entries(refunds).sort(([idA, a], [idB, b]) => {
    const [x, y] = [`${a.occurredAt} ${idA}`, `${b.occurredAt} ${idB}`];
    return x < y ? -1 : x > y ? 1 : 0;
  });
}
