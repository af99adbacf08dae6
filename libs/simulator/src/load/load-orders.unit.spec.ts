import { loadOrders } from './load-orders.js';

it('gives independent paid orders of known sums, the same for a seed', () => {
  const orders = [...loadOrders({ count: 300, seed: 1 })];
  expect(new Set(orders.map((one) => one.orderId)).size).toBe(300);
  expect(new Set(orders.map((one) => one.delivery.headers['X-Shopify-Webhook-Id'])).size).toBe(300);
  for (const { delivery, orderId, paidMinor } of orders) {
    const text = delivery.body.toString();
    expect(delivery.topic).toBe('orders/paid');
    expect(text.startsWith(`{"id":${orderId},`)).toBe(true);
    const body = JSON.parse(text) as { total_price: string; financial_status: string; test: boolean };
    expect(body).toMatchObject({ financial_status: 'paid', test: false });
    expect(body.total_price.replace('.', '')).toBe(paidMinor.toString());
    expect(text.length).toBeGreaterThan(4_000);
    expect(text.length).toBeLessThan(9_000);
  }
  expect([...loadOrders({ count: 300, seed: 1 })].map((one) => one.delivery.body.toString())).toEqual(
    orders.map((one) => one.delivery.body.toString()),
  );
  expect(
    [...loadOrders({ count: 300, seed: 2 })].some((one) => orders.some((other) => other.orderId === one.orderId)),
  ).toBe(false);
});
