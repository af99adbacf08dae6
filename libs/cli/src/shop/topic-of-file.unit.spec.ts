import { fileStem, isTopic, topicOfFile } from './topic-of-file.js';

it.each([
  ['orders_paid.json', 'orders/paid'],
  ['some/where/orders_create.pending.json', 'orders/create'],
  ['refunds_create.2.json', 'refunds/create'],
  ['order_transactions_create.json', 'order_transactions/create'],
  ['inventory_levels_update.json', 'inventory_levels/update'],
  ['customers_data_request.json', 'customers/data_request'],
  ['shop_redact.json', 'shop/redact'],
  ['app_uninstalled.json', 'app/uninstalled'],
  ['orders_paid.000042.json', 'orders/paid'],
])('%s is of the topic %s', (file, topic) => {
  expect(topicOfFile(file)).toBe(topic);
  expect(topicOfFile(`${fileStem(topic)}.json`)).toBe(topic);
});

it.each(['hmac-vectors.json', 'body.json', '_paid.json', 'orders_.json', 'Orders_Paid.json', ''])(
  '"%s" tells no topic',
  (file) => {
    expect(topicOfFile(file)).toBeNull();
  },
);

it('knows a topic from other text', () => {
  expect(['orders/paid', 'inventory_levels/update'].every(isTopic)).toBe(true);
  expect(['orders', 'orders/', '/paid', 'orders/paid/x', 'orders paid', 'ORDERS/PAID'].some(isTopic)).toBe(false);
});
