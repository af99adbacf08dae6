import type { OrderSnapshot } from '@vividwalls/events';
import { detailsOf } from './details-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { inUtc } from './instant.js';
import { mergeFacts } from './merge-facts.js';
import { NOTHING_KNOWN, type OrderFact, type OrderState } from './order-state.js';
import { paymentEvidence } from './payment-evidence.js';

/** What the envelope says beside the snapshot. */
export interface Marks {
  readonly test: boolean;
  readonly version: number;
}

/** What one order snapshot tells: the order, what it proves to be paid, and every refund that it embeds. */
export function factsOfOrder(snapshot: OrderSnapshot, { test, version }: Marks): OrderState {
  const order = { ...orderFact(snapshot), test, version };
  const embedded = snapshot.refunds.map((refund) => factsOfRefund(refund, false)).reduce(mergeFacts, NOTHING_KNOWN);
  return { ...embedded, order, evidence: paymentEvidence(order, embedded, BigInt(snapshot.totals.outstandingMinor)) };
}

function orderFact(snapshot: OrderSnapshot): Omit<OrderFact, keyof Marks> {
  const { totals } = snapshot;
  const giftCards = snapshot.lines.filter((line) => line.giftCard);
  const shippingDiscount = sum(
    snapshot.shipping,
    (line) => BigInt(line.priceMinor) - BigInt(line.discountedPriceMinor),
  );
  return {
    updatedAt: inUtc(snapshot.updatedAt),
    placedAt: inUtc(snapshot.processedAt ?? snapshot.createdAt),
    ...(snapshot.cancelledAt && { cancelledAt: inUtc(snapshot.cancelledAt) }),
    status: snapshot.financialStatus,
    currency: snapshot.currency,
    taxesIncluded: snapshot.taxesIncluded,
    linesMinor: totals.linesMinor,
    giftCardsMinor: String(sum(giftCards, (line) => BigInt(line.unitPriceMinor) * BigInt(line.quantity))),
    giftCardLineIds: giftCards.map((line) => line.lineId).sort(),
    discountsMinor: totals.discountsMinor,
    shippingMinor: String(BigInt(totals.shippingMinor) + shippingDiscount),
    shippingTaxMinor: String(sum(snapshot.shipping, (line) => BigInt(line.taxMinor))),
    taxMinor: totals.taxMinor,
    tipMinor: totals.tipMinor,
    dutiesMinor: totals.dutiesMinor,
    feesMinor: totals.additionalFeesMinor,
    cashRoundingMinor: totals.cashRoundingMinor ?? '0',
    totalMinor: totals.totalMinor,
    ...(snapshot.presentment && {
      presentment: { currency: snapshot.presentment.currency, totalMinor: snapshot.presentment.totalMinor },
    }),
    details: detailsOf(snapshot),
  };
}

function sum<T>(items: readonly T[], amount: (item: T) => bigint): bigint {
  return items.reduce((total, item) => total + amount(item), 0n);
}
