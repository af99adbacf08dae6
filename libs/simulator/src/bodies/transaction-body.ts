import { formatMinor } from '@vividwalls/money';
import { minus, ZERO } from '../money/pair.js';
import { orderTotals } from '../orders/order-totals.js';
import type { Order, Transaction } from '../orders/order.js';
import { shopTime } from '../shop/shop-time.js';
import { idNumber, type Json } from './json.js';

const message = (one: Transaction, order: Order): string | null =>
  order.bogus
    ? 'Bogus Gateway: Forced success'
    : one.gateway === 'Bank Deposit'
      ? 'Pending the Bank Deposit payment from the buyer'
      : null;

function head(one: Transaction, order: Order): Record<string, Json> {
  const at = shopTime(one.at);
  return {
    order_id: idNumber(order.id),
    kind: one.kind,
    gateway: one.gateway,
    status: one.status,
    message: message(one, order),
    created_at: at,
    test: order.bogus,
    authorization: one.gateway === 'Bank Deposit' ? null : `pi_${one.paymentId}`,
    location_id: null,
    user_id: null,
    parent_id: one.parentId === null ? null : idNumber(one.parentId),
    processed_at: at,
    device_id: null,
    error_code: null,
    source_name: 'web',
  };
}

/** Charged amounts are in the shopper's currency, the one the payment was made in. */
const charged = (one: Transaction, order: Order): Record<string, Json> => ({
  amount: formatMinor(one.amount.shown, order.currencies.shown),
  currency: order.currencies.shown,
});

function tail(one: Transaction, order: Order): Record<string, Json> {
  const totals = orderTotals(order);
  const open = order.transactions.some((other) => other.kind === 'authorization')
    ? minus(totals.total, totals.paid)
    : ZERO;
  const { shop, shown } = order.currencies;
  return {
    ...charged(one, order),
    payment_id: one.paymentId,
    total_unsettled_set: {
      presentment_money: { amount: formatMinor(open.shown, shown), currency: shown },
      shop_money: { amount: formatMinor(open.shop, shop), currency: shop },
    },
    manual_payment_gateway: one.gateway === 'Bank Deposit',
    amount_rounding: null,
    admin_graphql_api_id: `gid://shopify/OrderTransaction/${one.id}`,
  };
}

const CARD_DETAILS: Json = {
  credit_card_bin: null,
  avs_result_code: 'Y',
  cvv_result_code: 'M',
  credit_card_number: '•••• •••• •••• 4242',
  credit_card_company: 'Visa',
  buyer_action_info: null,
  credit_card_name: null,
  credit_card_wallet: null,
  credit_card_expiration_month: null,
  credit_card_expiration_year: null,
  payment_method_name: 'visa',
};

/** `order_transactions/create` */
export const transactionBody = (one: Transaction, order: Order): Json => ({
  id: idNumber(one.id),
  ...head(one, order),
  payment_details: CARD_DETAILS,
  receipt: {},
  currency_exchange_adjustment: null,
  ...tail(one, order),
});

/** A transaction inside the `refunds/create` webhook. */
export const transactionInRefund = (one: Transaction, order: Order): Json => ({
  id: idNumber(one.id),
  ...head(one, order),
  receipt: {},
  ...tail(one, order),
});

/** A transaction of a refund inside an order's body: fewer fields. */
export const transactionInOrder = (one: Transaction, order: Order): Json => ({
  id: idNumber(one.id),
  admin_graphql_api_id: `gid://shopify/OrderTransaction/${one.id}`,
  ...charged(one, order),
  ...head(one, order),
  payment_id: one.paymentId,
  receipt: {},
});
