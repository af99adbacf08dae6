import type { Fulfillment, Order } from '../orders/order.js';
import { shopTime } from '../shop/shop-time.js';
import { idNumber, type Json } from './json.js';
import { fulfillmentLines } from './line-item-body.js';

const tracking = (one: Fulfillment): Record<string, Json> => {
  const url = `https://www.ups.com/track?tracknum=${one.trackingNumber}`;
  return {
    shipment_status: one.shipmentStatus,
    status: 'success',
    tracking_company: 'UPS',
    tracking_number: one.trackingNumber,
    tracking_numbers: [one.trackingNumber],
    tracking_url: url,
    tracking_urls: [url],
  };
};

function head(one: Fulfillment, order: Order): Record<string, Json> {
  return {
    id: idNumber(one.id),
    order_id: idNumber(order.id),
    created_at: shopTime(one.createdAt),
    service: 'manual',
    updated_at: shopTime(one.updatedAt),
    location_id: idNumber(order.shop.locationId),
    receipt: {},
    name: one.name,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${one.id}`,
    ...tracking(one),
  };
}

/** `fulfillments/create`, `fulfillments/update` */
export const fulfillmentBody = (one: Fulfillment, order: Order): Json => ({
  ...head(one, order),
  origin_address: null,
  line_items: fulfillmentLines(one, order, true),
});

export const fulfillmentInOrder = (one: Fulfillment, order: Order): Json => ({
  ...head(one, order),
  origin_address: {},
  line_items: fulfillmentLines(one, order, false),
});
