import fc from 'fast-check';
import { parseMinor } from '@vividwalls/money';
import { simulateAll } from './simulate-shop.js';

interface Set2 {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
}
type Side = keyof Set2;
// The specs read amounts only, never ids, so that JSON.parse's rounding doesn't matter here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = Record<string, any>;

const SIDES: Side[] = ['shop_money', 'presentment_money'];
const read = (set: Set2, side: Side): bigint => parseMinor(set[side].amount, set[side].currency_code);
const total = (sets: Set2[], side: Side): bigint => sets.reduce((sum, set) => sum + read(set, side), 0n);
const idOf = (text: string, key = 'id'): string => new RegExp(`"${key}":(\\d+)`).exec(text)![1]!;

const anyShop = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  days: fc.integer({ min: 8, max: 20 }),
  ordersPerDay: fc.integer({ min: 2, max: 8 }),
});
const RUNS = { numRuns: 12, seed: 20_260_901 };

function checkOrder(order: Body): void {
  for (const side of SIDES) {
    const lines = (order.line_items as Body[]).reduce(
      (sum, line) => sum + read(line.price_set as Set2, side) * BigInt(line.quantity as number),
      0n,
    );
    expect(read(order.total_line_items_price_set, side)).toBe(lines);
    const allocated = (order.line_items as Body[])
      .flatMap((line) => line.discount_allocations as Body[])
      .map((one) => one.amount_set as Set2);
    expect(total(allocated, side)).toBe(read(order.total_discounts_set, side));
    const taxes = [...order.line_items, ...order.shipping_lines]
      .flatMap((line: Body) => line.tax_lines as Body[])
      .map((tax) => tax.price_set as Set2);
    expect(total(taxes, side)).toBe(read(order.total_tax_set, side));
    expect(
      total(
        order.tax_lines.map((tax: Body) => tax.price_set),
        side,
      ),
    ).toBe(read(order.total_tax_set, side));
    expect(
      total(
        order.shipping_lines.map((line: Body) => line.price_set),
        side,
      ),
    ).toBe(read(order.total_shipping_price_set, side));
    if (order.test) continue;
    const subtotal = read(order.subtotal_price_set, side);
    expect(subtotal).toBe(lines - read(order.total_discounts_set, side));
    if (side === 'shop_money') {
      const tax = order.taxes_included ? 0n : read(order.total_tax_set, side);
      const sum =
        subtotal + tax + read(order.total_shipping_price_set, side) + parseMinor(order.total_tip_received, 'USD');
      expect(read(order.total_price_set, side)).toBe(sum);
      expect(parseMinor(order.total_price, order.currency)).toBe(sum);
    }
    expect(read(order.current_total_price_set, side)).toBeGreaterThanOrEqual(0n);
    if (order.cancelled_at) expect(read(order.current_total_price_set, side)).toBe(0n);
  }
}

/** What a refund moves according to its lines and adjustments. */
function explained(refund: Body, side: Side, taxesIncluded: boolean): bigint {
  const lines = (refund.refund_line_items as Body[]).reduce(
    (sum, line) => sum + read(line.subtotal_set, side) + (taxesIncluded ? 0n : read(line.total_tax_set, side)),
    0n,
  );
  const adjustments = (refund.order_adjustments as Body[]).reduce(
    (sum, one) => sum + read(one.amount_set, side) + read(one.tax_amount_set, side),
    0n,
  );
  return lines - adjustments;
}

it('every order adds up in both currencies, in every body it ever has', () => {
  fc.assert(
    fc.property(anyShop, (options) => {
      for (const { topic, body } of simulateAll(options).deliveries) {
        if (topic.startsWith('orders/') && topic !== 'orders/edited') checkOrder(JSON.parse(body.toString()) as Body);
      }
    }),
    RUNS,
  );
});

it('refunds move what their lines and adjustments explain, never more than was paid, and the truth says the same', () => {
  fc.assert(
    fc.property(anyShop, (options) => {
      const { deliveries, truth } = simulateAll(options);
      const paid = new Map<string, bigint>();
      const back = new Map<string, bigint>();
      const included = new Map<string, boolean>();
      const add = (to: Map<string, bigint>, id: string, amount: bigint): Map<string, bigint> =>
        to.set(id, (to.get(id) ?? 0n) + amount);
      const seen = new Set<string>();
      for (const { topic, body, headers } of deliveries) {
        const text = body.toString();
        if (topic === 'orders/create') included.set(idOf(text), (JSON.parse(text) as Body).taxes_included as boolean);
        if (seen.has(headers['X-Shopify-Webhook-Id']!)) continue;
        seen.add(headers['X-Shopify-Webhook-Id']!);
        const parsed = JSON.parse(text) as Body;
        const charged = (one: Body): bigint => parseMinor(one.amount, one.currency);
        if (
          topic === 'order_transactions/create' &&
          parsed.status === 'success' &&
          ['sale', 'capture'].includes(parsed.kind)
        ) {
          add(paid, idOf(text, 'order_id'), charged(parsed));
        }
        if (topic === 'refunds/create') {
          const moved = (parsed.transactions as Body[])
            .filter((one) => one.kind === 'refund')
            .reduce((sum, one) => sum + charged(one), 0n);
          if (moved > 0n)
            expect(moved).toBe(explained(parsed, 'presentment_money', included.get(idOf(text, 'order_id')) ?? false));
          add(back, idOf(text, 'order_id'), moved);
        }
      }
      for (const order of truth.orders) {
        expect(order.presentmentPaidMinor).toBe((paid.get(order.orderId) ?? 0n).toString());
        expect(order.presentmentRefundedMinor).toBe((back.get(order.orderId) ?? 0n).toString());
        expect(BigInt(order.refundedMinor)).toBeLessThanOrEqual(BigInt(order.paidMinor));
        expect(BigInt(order.presentmentRefundedMinor)).toBeLessThanOrEqual(BigInt(order.presentmentPaidMinor));
        expect(BigInt(order.netMinor)).toBe(BigInt(order.paidMinor) - BigInt(order.refundedMinor));
        expect((order.financialStatus === 'refunded') === (order.paidMinor !== '0' && order.netMinor === '0')).toBe(
          true,
        );
      }
    }),
    RUNS,
  );
});

it('sends refund amounts as JSON numbers and orders’ as text, and ships free from 250 USD within the US', () => {
  const { deliveries } = simulateAll({ days: 25, ordersPerDay: 10, seed: 5 });
  const refund = deliveries.find((one) => one.topic === 'refunds/create' && one.body.includes('"subtotal":'))!;
  expect(refund.body.toString()).toMatch(/"subtotal":\d+\.\d{1,2},/);
  const orders = deliveries
    .filter((one) => one.topic === 'orders/create')
    .map((one) => JSON.parse(one.body.toString()) as Body);
  const domestic = orders.filter((one) => one.shipping_address?.country_code === 'US' && !one.test);
  for (const order of domestic) {
    const free = parseMinor(order.subtotal_price, 'USD') >= 25_000n;
    expect(order.total_shipping_price_set.shop_money.amount).toBe(free ? '0.00' : '14.95');
  }
  expect(new Set(domestic.map((one) => one.shipping_lines[0].title))).toEqual(
    new Set(['Free Shipping', 'Standard Ground']),
  );
  expect(orders.filter((one) => one.customer === null).length).toBeGreaterThan(3);
  expect(orders.some((one) => one.total_tip_received !== '0.00')).toBe(true);
  expect(orders.some((one) => one.taxes_included)).toBe(true);
});
