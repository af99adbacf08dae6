import { formatMinor } from '@vividwalls/money';
import type { Customer } from '../orders/customer.js';
import type { Order } from '../orders/order.js';
import type { ShopProfile } from '../shop/shop-profile.js';
import { shopTime } from '../shop/shop-time.js';
import { idNumber, type Json } from './json.js';

/** `inventory_levels/update` */
export const inventoryLevelBody = (item: bigint, available: number, at: number, shop: ShopProfile): Json => ({
  inventory_item_id: idNumber(item),
  location_id: idNumber(shop.locationId),
  available,
  updated_at: shopTime(at),
  admin_graphql_api_id: `gid://shopify/InventoryLevel/${shop.locationId}?inventory_item_id=${item}`,
});

export interface Dispute {
  readonly id: bigint;
  readonly order: Order;
  readonly amountMinor: bigint;
  readonly initiatedAt: number;
  readonly reason: string;
  readonly status: 'needs_response' | 'won' | 'lost';
  readonly finalizedAt: number | null;
}

const EVIDENCE_MS = 9 * 86_400_000;

/** `disputes/create`, `disputes/update`; the amount is in the shop's currency. */
export const disputeBody = (dispute: Dispute): Json => ({
  id: idNumber(dispute.id),
  order_id: idNumber(dispute.order.id),
  type: 'chargeback',
  amount: formatMinor(dispute.amountMinor, dispute.order.currencies.shop),
  currency: dispute.order.currencies.shop,
  reason: dispute.reason,
  network_reason_code: '4827',
  status: dispute.status,
  evidence_due_by: shopTime(dispute.initiatedAt + EVIDENCE_MS),
  evidence_sent_on: dispute.finalizedAt === null ? null : shopTime(dispute.initiatedAt + EVIDENCE_MS / 2),
  finalized_on: dispute.finalizedAt === null ? null : shopTime(dispute.finalizedAt),
  initiated_at: shopTime(dispute.initiatedAt),
});

/** `products/delete` */
export const productDeletedBody = (id: bigint): Json => ({ id: idNumber(id) });

const privacyHead = (customer: Customer, shop: ShopProfile): Record<string, Json> => ({
  shop_id: idNumber(shop.id),
  shop_domain: shop.domain,
  customer: { id: idNumber(customer.id), email: customer.shopper.email, phone: customer.shopper.address.phone },
});

/** `customers/data_request` */
export const dataRequestBody = (
  customer: Customer,
  orders: readonly bigint[],
  id: bigint,
  shop: ShopProfile,
): Json => ({
  ...privacyHead(customer, shop),
  orders_requested: orders.map(idNumber),
  data_request: { id: idNumber(id) },
});

/** `customers/redact` */
export const redactBody = (customer: Customer, orders: readonly bigint[], shop: ShopProfile): Json => ({
  ...privacyHead(customer, shop),
  orders_to_redact: orders.map(idNumber),
});
