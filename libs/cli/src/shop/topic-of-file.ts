import { basename } from 'node:path';

/** Topics whose second part has an underscore of its own; all others part at their last underscore. */
const WITH_LONG_ENDINGS = [
  'customers/data_request',
  'app/scopes_update',
  'fulfillment_orders/order_routing_complete',
] as const;
const TOPIC = /^[a-z][a-z_]*\/[a-z][a-z_]*$/;

export const isTopic = (text: string): boolean => TOPIC.test(text);

/**
 * The topic a body's file name tells: `orders_paid.json` → `orders/paid`, `orders_create.pending.json` → `orders/create`,
 * `customers_data_request.json` → `customers/data_request`. Null when it tells none.
 */
export function topicOfFile(path: string): string | null {
  const stem = basename(path).split('.')[0]!;
  const long = WITH_LONG_ENDINGS.find((topic) => topic.replace('/', '_') === stem);
  if (long) return long;
  const last = stem.lastIndexOf('_');
  const topic = last > 0 ? `${stem.slice(0, last)}/${stem.slice(last + 1)}` : '';
  return isTopic(topic) ? topic : null;
}

/** `orders/create` → `orders_create`, the beginning of its files' names. */
export const fileStem = (topic: string): string => topic.replace('/', '_');
