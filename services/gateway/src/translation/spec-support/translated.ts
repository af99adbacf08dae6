import { faultsIn, type OrderSnapshot, type RefundSnapshot } from '@vividwalls/events';
import { DEFAULT_TEST_ORDER_RULES, type TestOrderRules } from '../test-order-rules.js';
import { translateDelivery, type ShopifyDelivery, type TranslatedFact } from '../translate-delivery.js';
import { deliveryOf } from './fixtures.js';

/** The one fact of a delivery, checked against its class's rules and the schema that publishing asks. */
export function factOf(delivery: ShopifyDelivery, rules: TestOrderRules = DEFAULT_TEST_ORDER_RULES): TranslatedFact {
  const facts = translateDelivery(delivery, rules);
  expect(facts).toHaveLength(1);
  const [fact] = facts as [TranslatedFact];
  expectPublishable(fact);
  return fact;
}

/** Everything an envelope needs is there, and the payload passes its class. */
export function expectPublishable(fact: TranslatedFact): void {
  expect(faultsIn(fact.eventClass, JSON.parse(JSON.stringify(fact.data)))).toEqual([]);
  expect(fact.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(fact.subject).not.toBe('');
  expect(new Date(fact.time).toISOString()).toBe(fact.time);
  expect(Number.isSafeInteger(fact.version) && fact.version >= 0).toBe(true);
}

/** What an order body becomes. */
export function orderOf(body: unknown, topic = 'orders/updated'): OrderSnapshot {
  return (factOf(deliveryOf(topic, body)).data as { order: OrderSnapshot }).order;
}

/** What a refund body becomes. */
export function refundOf(body: unknown): RefundSnapshot {
  return (factOf(deliveryOf('refunds/create', body)).data as { refund: RefundSnapshot }).refund;
}
