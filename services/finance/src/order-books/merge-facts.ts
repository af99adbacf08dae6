import type {
  DisputeFact,
  OrderFact,
  OrderState,
  PaymentEvidence,
  RefundFact,
  TransactionFact,
} from './order-state.js';

/**
 * Joins what two sets of facts say about one order. Commutative, associative and idempotent with `NOTHING_KNOWN` as the
 * neutral element (a join-semilattice: each part takes the greater of two by a total order), so that deliveries which
 * come late, twice or in any order end in the same state. The arguments are not changed.
 */
export function mergeFacts(a: OrderState, b: OrderState): OrderState {
  const order = a.order && b.order ? greater(a.order, b.order, orderRank) : (a.order ?? b.order);
  return {
    ...(order && { order }),
    evidence: mergeEvidence(a.evidence, b.evidence),
    refunds: mergeById(a.refunds, b.refunds, mergeRefund),
    transactions: mergeById(a.transactions, b.transactions, (x, y) => greater(x, y, transactionRank)),
    disputes: mergeById(a.disputes, b.disputes, (x, y) => greater(x, y, disputeRank)),
    fees: mergeById(a.fees, b.fees, (x, y) => greater(x, y, () => [])),
    testHint: a.testHint || b.testHint,
  };
}

/** Whether two states say the same; both must come from `mergeFacts`, which keeps keys sorted. */
export function sameState(a: OrderState, b: OrderState): boolean {
  return a === b || canonical(a) === canonical(b);
}

function mergeEvidence(a: PaymentEvidence, b: PaymentEvidence): PaymentEvidence {
  const capturedMinor = BigInt(a.capturedMinor) >= BigInt(b.capturedMinor) ? a.capturedMinor : b.capturedMinor;
  return { paid: a.paid || b.paid, capturedMinor };
}

/** Bodies of one refund differ in what they carry (an order embeds fewer fields), never in what happened. */
function mergeRefund(a: RefundFact, b: RefundFact): RefundFact {
  const transactionIds = [...new Set([...a.transactionIds, ...b.transactionIds])].sort();
  return { ...greater({ ...a, transactionIds }, { ...b, transactionIds }, refundRank), transactionIds };
}

function mergeById<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>, merge: (x: T, y: T) => T) {
  const ids = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(
    ids.map((id) => [id, a[id] !== undefined && b[id] !== undefined ? merge(a[id], b[id]) : (a[id] ?? b[id])!]),
  );
}

/**
 * How far an order has come; decides between snapshots of the same second, since `updated_at` has no smaller unit and
 * creation, payment and cancellation often share one. It counts before the version, whose finer time is that of the
 * delivery and may be missing or wrong.
 */
const PROGRESS = [
  'unknown',
  'unpaid',
  'pending',
  'expired',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
];
const LAST_PROGRESS = ['refunded', 'voided'];

function orderRank(order: OrderFact): readonly (string | number)[] {
  const progress = [...PROGRESS, ...LAST_PROGRESS].indexOf(order.status);
  return [order.updatedAt, order.cancelledAt ?? '', progress, order.version];
}

function refundRank(refund: RefundFact): readonly (string | number)[] {
  const told = [refund.shipping, refund.discrepancy].filter(
    (part) => part.amountMinor !== '0' || part.taxMinor !== '0',
  );
  return [refund.lines.length, told.length, refund.presentment ? 1 : 0, refund.currency ?? ''];
}

const SETTLED = { pending: 0, failed: 1, success: 2 } as const;

function transactionRank(transaction: TransactionFact): readonly (string | number)[] {
  return [SETTLED[transaction.status]];
}

/** A dispute has no time of its last change: how far it has come decides. What was decided is not opened again. */
const DISPUTE_PROGRESS = ['other', 'needs_response', 'under_review', 'charge_refunded', 'accepted', 'won', 'lost'];

function disputeRank({ status, kind }: DisputeFact): readonly (string | number)[] {
  return [DISPUTE_PROGRESS.indexOf(status), kind === 'chargeback' ? 1 : 0];
}

/** The greater by rank, then by text: an arbitrary but total order, the same whichever came first. */
function greater<T extends object>(a: T, b: T, rankOf: (value: T) => readonly (string | number)[]): T {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  for (const [i, x] of rankA.entries()) {
    if (x !== rankB[i]) return x > rankB[i]! ? a : b;
  }
  return canonical(a) >= canonical(b) ? a : b;
}

/** JSON with sorted keys: the same text for the same content, however the object was made. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}
