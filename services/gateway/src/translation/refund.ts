import {
  LIST_LIMITS,
  RefundCreated,
  type RefundAdjustment,
  type RefundLine,
  type RefundSnapshot,
} from '@vividwalls/events';
import { minorText, requiredAmount, shopAmount, shopAmountOrZero } from './amounts.js';
import { withoutContacts } from './bounded-text.js';
import type { ExactObject } from './exact-json.js';
import {
  flagOf,
  idOf,
  instantIn,
  listOf,
  optionalObject,
  ownId,
  requiredId,
  requiredQuantity,
  textOf,
} from './fields.js';
import { presentmentOfRefund } from './refund-presentment.js';
import { isShippingAdjustment, refundedShipping } from './refunded-shipping.js';
import { refundCurrency } from './refund-currency.js';
import { transactionSnapshot } from './transaction.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

/** ISO 4217 for none: an amount read in it is a fault, a body without amounts is fine. */
const NO_CURRENCY = 'XXX';

/** What the order around an embedded refund tells. */
export interface RefundSurroundings {
  readonly orderId?: string | undefined;
  /** The shop's currency. */
  readonly currency?: string | undefined;
  /** ISO 8601, for a body that names no time. */
  readonly createdAt: string;
}

/** `refunds/create` */
export function translateRefund(body: ExactObject, context: TranslationContext): FactDraft<RefundCreated> {
  const refund = refundSnapshot(body, '', { createdAt: context.sentAt });
  return {
    eventClass: RefundCreated,
    subject: refund.orderId,
    occurredAt: refund.processedAt ?? refund.createdAt,
    updatedAt: refund.createdAt,
    data: { refund },
  };
}

/** A refund, alone or inside its order. Amounts are the shop's currency; its transactions keep their own. */
export function refundSnapshot(body: ExactObject, pointer: string, around: RefundSurroundings): RefundSnapshot {
  const orderId = idOf(body, 'order_id') ?? around.orderId;
  if (orderId === undefined) throw new UnexpectedShape(`${pointer}/order_id`, 'is missing or no id');
  const createdAt = instantIn(body, 'created_at') ?? instantIn(body, 'processed_at') ?? around.createdAt;
  const stated = refundCurrency(body, 'shop_money') ?? around.currency;
  const rawTransactions = listOf(body, 'transactions', LIST_LIMITS.transactions, pointer);
  const transactions = rawTransactions.map((transaction, i) =>
    transactionSnapshot(transaction, `${pointer}/transactions/${i}`, { orderId, currency: stated, createdAt }),
  );
  // Without any set and any order around it there is one currency left to read the lines in: the money's.
  const currency = stated ?? transactions[0]?.currency ?? NO_CURRENCY;
  const lines = listOf(body, 'refund_line_items', LIST_LIMITS.lines, pointer);
  const adjustments = listOf(body, 'order_adjustments', LIST_LIMITS.lines, pointer);
  const note = textOf(body, 'note', 2_000);
  return {
    refundId: ownId(body, pointer),
    orderId,
    createdAt,
    processedAt: instantIn(body, 'processed_at'),
    restock: flagOf(body, 'restock'),
    note: note && withoutContacts(note),
    currency: stated,
    ...presentmentOfRefund(body, currency, pointer),
    lines: lines.map((line, i) => refundLine(line, currency, `${pointer}/refund_line_items/${i}`)),
    shipping: refundedShipping(body, currency, pointer),
    adjustments: adjustments
      .map((adjustment, i) => ({ adjustment, at: `${pointer}/order_adjustments/${i}` }))
      .filter(({ adjustment }) => !isShippingAdjustment(adjustment))
      .map(({ adjustment, at }) => refundAdjustment(adjustment, currency, at)),
    dutiesMinor: minorText(refundedDuties(body, currency, pointer)),
    additionalFeesMinor: minorText(shopAmountOrZero(body, 'total_additional_fees', currency, pointer)),
    transactions,
  };
}

function refundLine(line: ExactObject, currency: string, pointer: string): RefundLine {
  const nested = optionalObject(line, 'line_item');
  return {
    refundLineId: ownId(line, pointer),
    lineId: idOf(line, 'line_item_id') ?? requiredId(nested ?? line, nested ? 'id' : 'line_item_id', pointer),
    quantity: requiredQuantity(line, 'quantity', pointer),
    restockType: textOf(line, 'restock_type', 64) ?? 'unknown',
    subtotalMinor: minorText(requiredAmount(shopAmount(line, 'subtotal', currency, pointer), `${pointer}/subtotal`)),
    taxMinor: minorText(shopAmountOrZero(line, 'total_tax', currency, pointer)),
  };
}

function refundAdjustment(adjustment: ExactObject, currency: string, pointer: string): RefundAdjustment {
  return {
    adjustmentId: ownId(adjustment, pointer),
    // Deprecated since 2024-10, when discrepancies became the only kind.
    kind: textOf(adjustment, 'kind', 64) ?? 'refund_discrepancy',
    reason: textOf(adjustment, 'reason') ?? '',
    amountMinor: minorText(requiredAmount(shopAmount(adjustment, 'amount', currency, pointer), `${pointer}/amount`)),
    taxMinor: minorText(shopAmountOrZero(adjustment, 'tax_amount', currency, pointer)),
  };
}

/** The stated total, else the sum of the duties listed (as a list, or as a list inside an object). */
function refundedDuties(body: ExactObject, currency: string, pointer: string): bigint {
  const total = shopAmount(body, 'total_duties', currency, pointer);
  if (total !== undefined) return total;
  const holder = optionalObject(body, 'duties') ?? body;
  const duties = listOf(holder, 'duties', LIST_LIMITS.lines, pointer);
  return duties.reduce(
    (sum, duty, i) => sum + shopAmountOrZero(duty, 'amount', currency, `${pointer}/duties/${i}`),
    0n,
  );
}
