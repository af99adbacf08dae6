import {
  FULFILLMENT_STATUSES,
  FulfillmentCreated,
  FulfillmentUpdated,
  LIST_LIMITS,
  type FulfillmentLine,
  type FulfillmentSnapshot,
} from '@vividwalls/events';
import type { ExactObject } from './exact-json.js';
import { idOf, instantIn, listOf, ownId, requiredId, requiredQuantity, textList, textOf, wordOf } from './fields.js';
import { orderTestReason } from './order-test-reason.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';

/** `fulfillments/create` */
export function translateFulfillmentCreated(
  body: ExactObject,
  context: TranslationContext,
): FactDraft<FulfillmentCreated> {
  const fulfillment = fulfillmentSnapshot(body, context);
  return { eventClass: FulfillmentCreated, occurredAt: fulfillment.createdAt, ...common(body, fulfillment, context) };
}

/** `fulfillments/update` */
export function translateFulfillmentUpdated(
  body: ExactObject,
  context: TranslationContext,
): FactDraft<FulfillmentUpdated> {
  const fulfillment = fulfillmentSnapshot(body, context);
  return { eventClass: FulfillmentUpdated, occurredAt: fulfillment.updatedAt, ...common(body, fulfillment, context) };
}

function common(body: ExactObject, fulfillment: FulfillmentSnapshot, { rules }: TranslationContext) {
  // Webhook bodies often carry the shopper's e-mail and destination, which is enough for some of the rules.
  const testBecause = orderTestReason(body, rules);
  return { subject: fulfillment.orderId, updatedAt: fulfillment.updatedAt, testBecause, data: { fulfillment } };
}

function fulfillmentSnapshot(body: ExactObject, context: TranslationContext): FulfillmentSnapshot {
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  const single = textOf(body, 'tracking_number');
  const several = textList(body, 'tracking_numbers', LIST_LIMITS.trackingNumbers);
  return {
    fulfillmentId: ownId(body, ''),
    orderId: requiredId(body, 'order_id', ''),
    name: textOf(body, 'name', 64),
    status: wordOf(body, 'status', FULFILLMENT_STATUSES, 'unknown'),
    shipmentStatus: textOf(body, 'shipment_status', 64),
    service: textOf(body, 'service'),
    locationId: idOf(body, 'location_id'),
    trackingCompany: textOf(body, 'tracking_company'),
    trackingNumbers: several.length > 0 || single === undefined ? several : [single],
    lines: listOf(body, 'line_items', LIST_LIMITS.lines).map((line, i) => fulfillmentLine(line, `/line_items/${i}`)),
    createdAt: instantIn(body, 'created_at') ?? updatedAt,
    updatedAt,
  };
}

function fulfillmentLine(line: ExactObject, pointer: string): FulfillmentLine {
  return {
    lineId: ownId(line, pointer),
    productId: idOf(line, 'product_id'),
    variantId: idOf(line, 'variant_id'),
    sku: textOf(line, 'sku'),
    quantity: requiredQuantity(line, 'quantity', pointer),
  };
}
