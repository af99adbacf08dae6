/** Every topic a simulated month brings. */
export const SIMULATED_TOPICS = [
  'checkouts/create',
  'checkouts/update',
  'customers/create',
  'customers/data_request',
  'customers/redact',
  'customers/update',
  'disputes/create',
  'disputes/update',
  'fulfillments/create',
  'fulfillments/update',
  'inventory_levels/update',
  'order_transactions/create',
  'orders/cancelled',
  'orders/create',
  'orders/edited',
  'orders/fulfilled',
  'orders/paid',
  'orders/updated',
  'products/create',
  'products/delete',
  'products/update',
  'refunds/create',
] as const;
export type SimulatedTopic = (typeof SIMULATED_TOPICS)[number];

/** A subscription has one API version; a shop in the middle of an upgrade has subscriptions of both. */
export function apiVersionOf(topic: string): '2026-07' | '2026-10' {
  return /^(checkouts|products|inventory_levels|disputes)\//.test(topic) ? '2026-10' : '2026-07';
}
