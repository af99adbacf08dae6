import { randomUUID } from 'node:crypto';
import { shopBodies } from '../shop-bodies.js';
import type { System } from '../system.js';

/** As many digits as Shopify's own; others than those of an earlier run against the same system. */
let orders = (Date.now() % 10_000_000) * 100;

export interface PaidOrder {
  /** Shopify's. */
  readonly id: string;
  /** What the shop shows. */
  readonly name: string;
  /** The webhook's body. */
  readonly bytes: string;
}

/** Shopify's own example of a paid order, paid just now under an id and a number of its own; with the campaign that brought it. */
export function paidOrder({ campaign }: { readonly campaign?: string } = {}): PaidOrder {
  const example = shopBodies()
    .find(({ file }) => file === 'orders_paid.json')!
    .bytes.toString();
  const { id, processed_at: paidAt } = JSON.parse(example) as { id: number; processed_at: string };
  const own = String(id + (orders += 1));
  const link = campaign === undefined ? null : `/?utm_source=newsletter&utm_medium=email&utm_campaign=${campaign}`;
  const bytes = example.replaceAll(String(id), own).replaceAll(paidAt, new Date().toISOString());
  const shown = { name: `#${orders}`, number: orders, order_number: orders };
  return {
    ...{ id: own, name: shown.name },
    bytes: JSON.stringify({ ...(JSON.parse(bytes) as object), ...shown, landing_site: link }),
  };
}

/** Posts paid orders to the webhook, one after the other. @returns their ids */
export async function postPaidOrders(system: System, count: number): Promise<string[]> {
  const posted = Array.from({ length: count }, () => paidOrder());
  for (const { bytes } of posted) await postPaid(system, bytes);
  return posted.map(({ id }) => id);
}

export async function postPaid(system: System, bytes: string): Promise<void> {
  const { status, text } = await system.post('orders/paid', bytes, { 'x-shopify-webhook-id': randomUUID() });
  if (status !== 200) throw new Error(`the webhook was answered with ${status}: ${text}`);
}
