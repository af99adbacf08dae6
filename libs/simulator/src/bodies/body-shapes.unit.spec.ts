import { readFileSync } from 'node:fs';
import { simulateAll } from '../simulate-shop.js';

type Shapes = Record<string, Record<string, string[]>>;
const shapes = JSON.parse(readFileSync(new URL('../../fixtures/body-shapes.json', import.meta.url), 'utf8')) as Shapes;

/** Topics whose real bodies are at hand, by the family they share a shape with. */
const FAMILIES: Record<string, string> = {
  'orders/create': 'orders',
  'orders/paid': 'orders',
  'orders/updated': 'orders',
  'orders/cancelled': 'orders',
  'orders/fulfilled': 'orders',
  'products/create': 'products',
  'products/update': 'products',
  'customers/create': 'customers',
  'customers/update': 'customers',
  'customers/data_request': 'customers_data_request',
  'customers/redact': 'customers_redact',
  'checkouts/create': 'checkouts_create',
  'checkouts/update': 'checkouts_create',
  'disputes/create': 'disputes_create',
  'disputes/update': 'disputes_create',
  'fulfillments/create': 'fulfillments_create',
  'fulfillments/update': 'fulfillments_create',
  'inventory_levels/update': 'inventory_levels_update',
  'order_transactions/create': 'order_transactions_create',
  'refunds/create': 'refunds_create',
};

/** What the example bodies show only empty; its shape is the documented one. */
const UNSEEN =
  /^\$(\.refunds\[\])?\.(order_adjustments|refund_shipping_lines)\[\]|shipping_lines\[\]\.tax_lines\[\]|note_attributes\[\]|client_details|origin_address|receipt/;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Every difference between a body and its family's shape: an unknown or missing key, or a type never seen there. */
function differences(value: unknown, path: string, shape: Record<string, string[]>, found: Set<string>): void {
  if (UNSEEN.test(path)) return;
  const seen = shape[path];
  if (!seen) return void found.add(`${path} is unknown`);
  const kind = kindOf(value);
  const onlyNull = seen.every((one) => one === 'null');
  if (!seen.includes(kind) && kind !== 'null' && !onlyNull)
    found.add(`${path} is ${kind}, real bodies have ${seen.join('|')}`);
  if (onlyNull) return;
  if (Array.isArray(value)) {
    // Some example arrays are empty everywhere: nothing to compare with.
    if (shape[`${path}[]`]) for (const item of value) differences(item, `${path}[]`, shape, found);
  } else if (kind === 'object') {
    const keys = new Set(Object.keys(value as object));
    for (const key of keys) differences((value as Record<string, unknown>)[key], `${path}.${key}`, shape, found);
    const expected = Object.keys(shape).filter(
      (one) => one.startsWith(`${path}.`) && !/[.[]/.test(one.slice(path.length + 1)),
    );
    for (const one of expected) if (!keys.has(one.slice(path.length + 1))) found.add(`${one} is missing`);
  }
}

it('draws every body field for field as the real ones are', () => {
  const { deliveries } = simulateAll({ days: 20, ordersPerDay: 10, seed: 'shapes' });
  const found = new Set<string>();
  for (const one of deliveries) {
    const family = FAMILIES[one.topic];
    if (!family) continue;
    const own = new Set<string>();
    differences(JSON.parse(one.body.toString()), '$', shapes[family]!, own);
    for (const difference of own) found.add(`${one.topic}: ${difference}`);
  }
  // A checkout's first page knows neither contact nor address; the example is of a later one.
  const pageOne = /^checkouts\/\w+: \$\.(billing_address|shipping_address|customer) is missing$/;
  expect([...found].filter((one) => !pageOne.test(one)).sort()).toEqual([]);
});
