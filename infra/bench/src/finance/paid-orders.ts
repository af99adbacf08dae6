import { randomUUID } from 'node:crypto';
import { eventOf, InteractionRecorded, OrderPaid, type EventClass, type OrderSnapshot } from '@vividwalls/events';

const SHOP = 'bench.myshopify.com';
const CHANNELS = ['email', 'instagram', 'pinterest', 'search', 'chat', 'blog'];

/** A message of a stream, as the gateway publishes it. */
export interface Fact {
  readonly subject: string;
  readonly id: string;
  readonly payload: string;
}

/**
 * A paid order as the shop tells it: one or two prints whose cost is known, a discount, shipping and tax, of a customer who was
 * touched by agents before. Books of it take seven postings for the sale and four for what it costs.
 */
export function paidOrder(n: number): Fact {
  const quantity = 1 + (n % 2);
  const lines = 15_300 * quantity;
  const [discount, shipping, tax] = [1_000, 1_500, Math.round(lines * 0.08)];
  const total = String(lines - discount + shipping + tax);
  const at = new Date(Date.UTC(2026, 9, 1) + n * 1_000).toISOString();
  const orderId = `order-${n}`;
  const order: OrderSnapshot = {
    ...{
      orderId,
      name: `#${n}`,
      currency: 'USD',
      financialStatus: 'paid',
      createdAt: at,
      updatedAt: at,
      processedAt: at,
    },
    ...{ customerId: customerOf(n), countryCode: 'US', sourceName: 'web', tags: [], taxesIncluded: false },
    totals: {
      ...{ linesMinor: String(lines), discountsMinor: String(discount), subtotalMinor: String(lines - discount) },
      ...{ shippingMinor: String(shipping), taxMinor: String(tax), tipMinor: '0', dutiesMinor: '0' },
      ...{ additionalFeesMinor: '0', totalMinor: total, currentTotalMinor: total, outstandingMinor: '0' },
    },
    lines: [
      {
        ...{ lineId: `${orderId}-1`, productId: '7', sku: 'MOSAIC-CANVAS-ROLL-24X36', title: 'Vivid Mosaic No. 3' },
        ...{ variantTitle: '24x36 / Canvas Roll', quantity, currentQuantity: quantity, unitPriceMinor: '15300' },
        ...{ discountMinor: String(discount), taxMinor: String(tax), giftCard: false },
      },
    ],
    shipping: [
      { title: 'Standard', priceMinor: String(shipping), discountedPriceMinor: String(shipping), taxMinor: '0' },
    ],
    discountCodes: [],
    gateways: ['shopify_payments'],
    refunds: [],
    origin: {
      ...{ utm: { source: 'google', medium: 'cpc', campaign: 'autumn' }, noteAttributes: [] },
      ...{ checkoutToken: `checkout-${orderId}`, cartToken: `cart-${orderId}`, landingSite: '/products/vivid-mosaic' },
    },
  };
  return fact(OrderPaid, orderId, { order }, at);
}

/** What an agent did for the customer of an order, some days before. */
export function touchOf(n: number): Fact {
  const occurredAt = new Date(Date.UTC(2026, 9, 1) + n * 1_000 - (1 + (n % 20)) * 86_400_000).toISOString();
  const data: InteractionRecorded = {
    ...{ agentId: `agent-${n % 28}`, channel: CHANNELS[n % CHANNELS.length]!, kind: 'direct' },
    ...{ customerId: customerOf(n), campaign: 'autumn', occurredAt },
  };
  return fact(InteractionRecorded, data.agentId, data, occurredAt);
}

/** Most customers buy once. */
const customerOf = (n: number): string => `customer-${n - (n % 10 === 0 ? 1 : 0)}`;

function fact<T extends object>(event: EventClass<T>, subject: string, data: T, time: string): Fact {
  const id = randomUUID();
  const { type } = eventOf(event);
  const envelope = {
    specversion: '1.0',
    ...{ id, source: 'vividwalls/gateway', type, subject, time, version: Date.parse(time) },
    ...{ correlationid: id, causationid: id, actor: `shopify:${SHOP}`, test: false, shop: SHOP },
    ...{ datacontenttype: 'application/json', data },
  };
  return { subject: type.replace(/\.v\d+$/, ''), id, payload: JSON.stringify(envelope) };
}
