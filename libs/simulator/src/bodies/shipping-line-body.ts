import { shownText, type Currencies } from '../money/pair.js';
import type { ShippingLine } from '../orders/order.js';
import { idNumber, type Json } from './json.js';
import { taxLine } from './line-item-body.js';
import { priced } from './money-set.js';

export const shippingLine = (line: ShippingLine, currencies: Currencies): Json => ({
  id: idNumber(line.id),
  carrier_identifier: null,
  code: line.code,
  ...priced('discounted_price', line.price, currencies),
  is_removed: false,
  phone: null,
  ...priced('price', line.price, currencies),
  requested_fulfillment_service_id: null,
  source: 'shopify',
  title: line.title,
  tax_lines: line.taxes.map((tax) => taxLine(tax, currencies)),
  discount_allocations: [],
});

/** A shipping line of a checkout, with amounts in the shopper's currency and no sets. */
export const checkoutShippingLine = (line: ShippingLine, currencies: Currencies): Json => ({
  code: line.code,
  price: shownText(line.price, currencies),
  original_shop_price: null,
  original_rate_price: null,
  original_shop_markup: null,
  source: 'shopify',
  title: line.title,
  presentment_title: null,
  phone: null,
  tax_lines: null,
  custom_tax_lines: null,
  markup: null,
  delivery_category: null,
  carrier_identifier: null,
  carrier_service_id: null,
  api_client_id: null,
  requested_fulfillment_service_id: null,
  applied_discounts: [],
  delivery_option_group_type: null,
  delivery_expectation_range: null,
  delivery_expectation_type: null,
  estimated_delivery_time_range: null,
  id: line.id.toString(16),
  validation_context: null,
});
