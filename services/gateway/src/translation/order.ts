import {
  FINANCIAL_STATUSES,
  LIST_LIMITS,
  OrderCancelled,
  OrderCreated,
  OrderFulfilled,
  OrderPaid,
  OrderUpdated,
  type EventClass,
  type OrderSnapshot,
} from '@vividwalls/events';
import { withoutContacts } from './bounded-text.js';
import { emailHash } from './email-hash.js';
import type { ExactObject } from './exact-json.js';
import { flagOf, idOf, instantIn, listOf, optionalObject, ownId, tagsOf, textList, textOf, wordOf } from './fields.js';
import { discountCode, orderLine, orderShippingLine } from './order-line.js';
import { orderCurrency, orderTotals, presentmentTotal } from './order-totals.js';
import { refundSnapshot } from './refund.js';
import { orderTestReason } from './order-test-reason.js';
import type { FactDraft, TranslationContext, Translator } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';
import { visitOrigin } from './visit-origin.js';

interface OrderFact {
  order: OrderSnapshot;
}

/** `orders/create`: it happened when the order was placed. */
export const translateOrderCreated = orderTranslator(OrderCreated, (order) => order.createdAt);
/** `orders/paid` */
export const translateOrderPaid = orderTranslator(OrderPaid, (order) => order.updatedAt);
/** `orders/updated`, `orders/partially_fulfilled` */
export const translateOrderUpdated = orderTranslator(OrderUpdated, (order) => order.updatedAt);
/** `orders/cancelled` */
export const translateOrderCancelled = orderTranslator(OrderCancelled, (order) => order.cancelledAt ?? order.updatedAt);
/** `orders/fulfilled` */
export const translateOrderFulfilled = orderTranslator(OrderFulfilled, (order) => order.updatedAt);

function orderTranslator(eventClass: EventClass<OrderFact>, occurredAt: (order: OrderSnapshot) => string): Translator {
  return (body, context): FactDraft<OrderFact> => {
    const order = orderSnapshot(body, context);
    return {
      eventClass,
      subject: order.orderId,
      occurredAt: occurredAt(order),
      updatedAt: order.updatedAt,
      testBecause: orderTestReason(body, context.rules),
      data: { order },
    };
  };
}

/** An order with everything the books need and nothing that says who the shopper is. */
export function orderSnapshot(body: ExactObject, context: TranslationContext): OrderSnapshot {
  const orderId = ownId(body, '');
  const currency = orderCurrency(body);
  if (currency === undefined) throw new UnexpectedShape('/currency', 'is missing or no currency');
  const createdAt = instantIn(body, 'created_at') ?? instantIn(body, 'processed_at') ?? context.sentAt;
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  const lines = listOf(body, 'line_items', LIST_LIMITS.lines).map((line, i) =>
    orderLine(line, currency, `/line_items/${i}`),
  );
  // A shipping line taken out by an edit costs nothing any more.
  const shipping = listOf(body, 'shipping_lines', LIST_LIMITS.lines)
    .filter((line) => !flagOf(line, 'is_removed'))
    .map((line, i) => orderShippingLine(line, currency, `/shipping_lines/${i}`));
  const customer = optionalObject(body, 'customer');
  const address = optionalObject(body, 'shipping_address') ?? optionalObject(body, 'billing_address');
  const email = textOf(body, 'email') ?? textOf(body, 'contact_email') ?? (customer && textOf(customer, 'email'));
  const reason = textOf(body, 'cancel_reason');
  return {
    orderId,
    name: textOf(body, 'name', 64) ?? `#${textOf(body, 'order_number', 32) ?? orderId}`.slice(0, 64),
    currency,
    financialStatus: wordOf(body, 'financial_status', FINANCIAL_STATUSES, 'unknown'),
    fulfillmentStatus: textOf(body, 'fulfillment_status', 64),
    createdAt,
    updatedAt,
    processedAt: instantIn(body, 'processed_at'),
    cancelledAt: instantIn(body, 'cancelled_at'),
    cancelReason: reason && withoutContacts(reason),
    customerId: (customer && idOf(customer, 'id')) ?? idOf(body, 'customer_id'),
    emailHash: emailHash(email),
    countryCode: address && textOf(address, 'country_code', 16),
    provinceCode: address && textOf(address, 'province_code', 16),
    sourceName: textOf(body, 'source_name'),
    tags: tagsOf(body, LIST_LIMITS.tags),
    taxesIncluded: flagOf(body, 'taxes_included'),
    totals: orderTotals(body, currency, lines, shipping),
    presentment: presentmentTotal(body, currency),
    lines,
    shipping,
    discountCodes: listOf(body, 'discount_codes', LIST_LIMITS.lines).map((code, i) =>
      discountCode(code, currency, `/discount_codes/${i}`),
    ),
    gateways: textList(body, 'payment_gateway_names', LIST_LIMITS.gateways),
    refunds: listOf(body, 'refunds', LIST_LIMITS.refunds).map((refund, i) =>
      refundSnapshot(refund, `/refunds/${i}`, { orderId, currency, createdAt: updatedAt }),
    ),
    origin: visitOrigin(body),
  };
}
