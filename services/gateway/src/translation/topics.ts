import { translateCheckoutCreated, translateCheckoutUpdated } from './checkout.js';
import { translateCustomerCreated, translateCustomerUpdated } from './customer.js';
import { translateDisputeOpened, translateDisputeUpdated } from './dispute.js';
import { translateFulfillmentCreated, translateFulfillmentUpdated } from './fulfillment.js';
import { translateInventoryLevel } from './inventory-level.js';
import { translateOrderEdited } from './order-edit.js';
import {
  translateOrderCancelled,
  translateOrderCreated,
  translateOrderFulfilled,
  translateOrderPaid,
  translateOrderUpdated,
} from './order.js';
import { translateCustomerRedact, translateDataRequest, translateShopRedact } from './privacy-request.js';
import { translateProductCreated, translateProductDeleted, translateProductUpdated } from './product.js';
import { translateRefund } from './refund.js';
import { translateAppUninstalled, translateShopUpdated } from './shop.js';
import { translateTransaction } from './transaction.js';
import type { Translator } from './translated-fact.js';

/** Every topic that becomes a fact, as `X-Shopify-Topic` names it. */
export const TRANSLATORS: ReadonlyMap<string, Translator> = new Map<string, Translator>([
  ['orders/create', translateOrderCreated],
  ['orders/paid', translateOrderPaid],
  ['orders/updated', translateOrderUpdated],
  ['orders/partially_fulfilled', translateOrderUpdated],
  ['orders/edited', translateOrderEdited],
  ['orders/cancelled', translateOrderCancelled],
  ['orders/fulfilled', translateOrderFulfilled],
  ['refunds/create', translateRefund],
  ['order_transactions/create', translateTransaction],
  ['customers/create', translateCustomerCreated],
  ['customers/update', translateCustomerUpdated],
  ['products/create', translateProductCreated],
  ['products/update', translateProductUpdated],
  ['products/delete', translateProductDeleted],
  ['inventory_levels/update', translateInventoryLevel],
  ['checkouts/create', translateCheckoutCreated],
  ['checkouts/update', translateCheckoutUpdated],
  ['fulfillments/create', translateFulfillmentCreated],
  ['fulfillments/update', translateFulfillmentUpdated],
  ['disputes/create', translateDisputeOpened],
  ['disputes/update', translateDisputeUpdated],
  ['shop/update', translateShopUpdated],
  ['app/uninstalled', translateAppUninstalled],
  ['customers/data_request', translateDataRequest],
  ['customers/redact', translateCustomerRedact],
  ['shop/redact', translateShopRedact],
]);

/** Versions of Shopify's API the translators were written against; bodies of another are translated all the same. */
export const API_VERSIONS: readonly string[] = ['2026-07', '2026-10'];
