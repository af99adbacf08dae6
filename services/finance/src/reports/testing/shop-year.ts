import type { OrderLine } from '@vividwalls/events';
import * as given from '../../order-books/testing/snapshots.js';
import { orderEvent, refundEvent } from '../../testing/order-events.js';

const CANVAS = { variantTitle: '24x36 / Canvas Roll' };
const WRAPPED = { variantTitle: '36x48 / Gallery Wrapped' };

const line = (lineId: string, unitPriceMinor: string, more: Partial<OrderLine> = {}) =>
  given.line({ lineId, unitPriceMinor, ...CANVAS, productId: 'p1', ...more });

const placed = (day: string) => ({ createdAt: `${day}T10:00:00Z`, updatedAt: `${day}T10:00:00Z` });

function order(orderId: string, day: string, lines: OrderLine[], more: given.OrderFields = {}) {
  const goods = lines.reduce((sum, one) => sum + BigInt(one.unitPriceMinor) * BigInt(one.quantity), 0n);
  const { totals, ...fields } = more;
  const linesMinor = goods.toString();
  return given.order({
    ...{ orderId, name: `#${orderId}`, lines, ...placed(day), gateways: ['shopify_payments'] },
    totals: { linesMinor, subtotalMinor: linesMinor, totalMinor: linesMinor, currentTotalMinor: linesMinor, ...totals },
    ...fields,
  });
}

/**
 * A small year of a shop, all of it known by heart. USD, unless it says otherwise:
 *
 * - `a`, 10 January: one canvas of 200.00 less 20.00, shipping 10.00: 190.00.
 * - `b`, 5 February: a limited edition of 500.00 and a canvas of 100.00; on 2 March the canvas is given back.
 * - `c`, 20 February: a print of which nobody knows the cost, 50.00.
 * - `d`, 15 May: a canvas of 80.00, edited on 16 May: one more of 70.00, paid.
 * - `e`, 1 June: EUR 120.00.
 * - `t`, 20 February: a test order of 999.00.
 */
export function shopYear() {
  const a = order('a', '2026-01-10', [line('a1', '20000', { discountMinor: '2000' })], {
    totals: { discountsMinor: '2000', shippingMinor: '1000', totalMinor: '19000', currentTotalMinor: '19000' },
    shipping: [{ title: 'Standard', priceMinor: '1000', discountedPriceMinor: '1000', taxMinor: '0' }],
  });
  const b = order('b', '2026-02-05', [
    line('b1', '50000', { title: '=Limited Edition, "Dunes"', ...WRAPPED, productId: 'p2' }),
    line('b2', '10000'),
  ]);
  const refund = given.refund({
    ...{ refundId: 'rb', orderId: 'b', createdAt: '2026-03-02T09:00:00Z' },
    lines: [
      {
        refundLineId: '1',
        lineId: 'b2',
        quantity: 1,
        restockType: 'no_restock',
        subtotalMinor: '10000',
        taxMinor: '0',
      },
    ],
    transactions: [given.transaction({ orderId: 'b', transactionId: 'tb', amountMinor: '10000' })],
  });
  const unknown = given.line({ lineId: 'c1', unitPriceMinor: '5000', title: 'Something else' });
  const c = order('c', '2026-02-20', [unknown]);
  const d = order('d', '2026-05-15', [line('d1', '8000')]);
  const edited = order('d', '2026-05-15', [line('d1', '8000'), line('d2', '7000')], {
    updatedAt: '2026-05-16T10:00:00Z',
  });
  const e = order('e', '2026-06-01', [line('e1', '12000')], { currency: 'EUR' });
  const t = order('t', '2026-02-20', [line('t1', '99900')]);
  return [
    ...[orderEvent(a), orderEvent(b), refundEvent(refund), orderEvent(c), orderEvent(d), orderEvent(edited)],
    ...[orderEvent(e), orderEvent(t, true)],
  ];
}

/** What the print costs of the seed make these cost, minor units. */
export const [CANVAS_COST, WRAPPED_COST] = [6_375n, 15_045n];
