import fc from 'fast-check';
import type { OrderNews } from '../../order-books/learned-from.js';
import type { OrderState } from '../../order-books/order-state.js';
import { ShopOrder } from '../../order-books/testing/shop-order.js';

const cents = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) });
const lines = fc
  .record({ goods: fc.bigInt({ min: 100n, max: 50_000n }), cut: cents(50), tax: cents(2_000), giftCard: fc.boolean() })
  .map(({ cut, ...line }) => ({ ...line, discount: (line.goods * cut) / 100n }));

const orders = fc.record({
  lines: fc.array(lines, { minLength: 1, maxLength: 4 }),
  shipping: cents(1_500).map((amount) => amount + 500n),
  shippingDiscount: cents(500),
  tip: cents(300),
  taxesIncluded: fc.boolean(),
  test: fc.boolean(),
});

type Step = (order: ShopOrder) => void;

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(100n, 50n, 33n).map(
    (percent): Step =>
      (order) =>
        order.capture(percent),
  ),
  lines.map(
    (line): Step =>
      (order) =>
        order.addLine(line),
  ),
  fc.nat({ max: 4 }).map(
    (n): Step =>
      (order) =>
        order.removeLine(n),
  ),
  fc.tuple(fc.nat({ max: 4 }), fc.constantFrom(100n, 50n, 0n, 120n), fc.boolean(), fc.boolean()).map(
    ([n, percent, explained, pending]): Step =>
      (order) =>
        order.refundLine(n, percent, explained, pending),
  ),
  fc.constant<Step>((order) => order.cancel()),
);

/** What a print is, of which the books know the cost; of the others they don't. */
const PRINTS = ['24x36 / Canvas Roll', '36x48 / Gallery Wrapped', undefined];

/** Everything that is told of orders through captures, edits, refunds and cancellations, each in a month of its own. */
export function orderStories(count: number, seed: number): OrderNews[] {
  const stories = fc.sample(fc.tuple(orders, fc.array(steps, { maxLength: 8 })), { numRuns: count, seed });
  return stories.flatMap(([spec, taken], index) => {
    const order = new ShopOrder(spec);
    order.capture(100n);
    for (const step of taken) step(order);
    const month = `2026-${String(1 + (index % 11)).padStart(2, '0')}-01`;
    return order.facts.map((facts): OrderNews => {
      const because = { eventId: `e${index}`, correlationId: `c${index}`, actor: 'spec' };
      return {
        orderId: `o${index}`,
        shop: 'vividwalls.myshopify.com',
        facts: placed(facts, month),
        because,
        time: `${month}T12:00:00Z`,
      };
    });
  });
}

/** The same, on another day and with prints. */
function placed(facts: OrderState, day: string): OrderState {
  const told = JSON.parse(JSON.stringify(facts).replaceAll('2026-03-01T', `${day}T`)) as OrderState;
  const { order } = told;
  if (!order?.details) return told;
  const printed = order.details.lines.map((line, i) => {
    const variant = PRINTS[(Number(line.grossMinor) + i) % PRINTS.length];
    return { ...line, productId: `p${i}`, ...(variant !== undefined && { variant }) };
  });
  return {
    ...told,
    order: { ...order, details: { ...order.details, lines: printed, gateways: ['shopify_payments'] } },
  };
}
