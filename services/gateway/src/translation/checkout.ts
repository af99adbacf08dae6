import {
  CheckoutCreated,
  CheckoutUpdated,
  LIST_LIMITS,
  type CheckoutLine,
  type CheckoutSnapshot,
  type CheckoutTotals,
} from '@vividwalls/events';
import { bareAmount, currencyOf, minorText, requiredAmount, sumOf } from './amounts.js';
import { emailHash } from './email-hash.js';
import type { ExactObject } from './exact-json.js';
import { flagOf, idOf, instantIn, listOf, optionalObject, ownId, requiredQuantity, textOf } from './fields.js';
import { discountCode } from './order-line.js';
import { orderTestReason } from './order-test-reason.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';
import { visitOrigin } from './visit-origin.js';
import { withoutQuery } from './visit-url.js';

/** `checkouts/create` */
export function translateCheckoutCreated(body: ExactObject, context: TranslationContext): FactDraft<CheckoutCreated> {
  const checkout = checkoutSnapshot(body, context);
  return { eventClass: CheckoutCreated, occurredAt: checkout.createdAt, ...common(body, checkout, context) };
}

/** `checkouts/update` */
export function translateCheckoutUpdated(body: ExactObject, context: TranslationContext): FactDraft<CheckoutUpdated> {
  const checkout = checkoutSnapshot(body, context);
  return { eventClass: CheckoutUpdated, occurredAt: checkout.updatedAt, ...common(body, checkout, context) };
}

function common(body: ExactObject, checkout: CheckoutSnapshot, { rules }: TranslationContext) {
  const testBecause = orderTestReason(body, rules);
  return { subject: checkout.checkoutId, updatedAt: checkout.updatedAt, testBecause, data: { checkout } };
}

function checkoutSnapshot(body: ExactObject, context: TranslationContext): CheckoutSnapshot {
  // A checkout's amounts have no sets: they are what the shopper sees.
  const shopCurrency = currencyOf(body, 'currency');
  const currency = currencyOf(body, 'presentment_currency') ?? shopCurrency;
  if (currency === undefined) throw new UnexpectedShape('/currency', 'is missing or no currency');
  const token = textOf(body, 'token');
  if (token === undefined) throw new UnexpectedShape('/token', 'is missing');
  const customer = optionalObject(body, 'customer');
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  const lines = listOf(body, 'line_items', LIST_LIMITS.lines).map((line, i) =>
    checkoutLine(line, currency, `/line_items/${i}`),
  );
  return {
    checkoutId: ownId(body, ''),
    token,
    cartToken: textOf(body, 'cart_token'),
    currency,
    shopCurrency: shopCurrency === currency ? undefined : shopCurrency,
    totals: checkoutTotals(body, currency, lines),
    lines,
    discountCodes: listOf(body, 'discount_codes', LIST_LIMITS.lines).map((code, i) =>
      discountCode(code, currency, `/discount_codes/${i}`),
    ),
    customerId: customer && idOf(customer, 'id'),
    emailHash: emailHash(textOf(body, 'email') ?? (customer && textOf(customer, 'email'))),
    acceptsMarketing: flagOf(body, 'buyer_accepts_marketing'),
    sourceName: textOf(body, 'source_name'),
    completedAt: instantIn(body, 'completed_at'),
    closedAt: instantIn(body, 'closed_at'),
    abandonedUrl: withoutQuery(textOf(body, 'abandoned_checkout_url', 2_000)),
    origin: visitOrigin(body),
    createdAt: instantIn(body, 'created_at') ?? updatedAt,
    updatedAt,
  };
}

function checkoutLine(line: ExactObject, currency: string, pointer: string): CheckoutLine {
  const allocations = listOf(line, 'discount_allocations', LIST_LIMITS.lines, pointer);
  return {
    productId: idOf(line, 'product_id'),
    variantId: idOf(line, 'variant_id'),
    sku: textOf(line, 'sku'),
    title: textOf(line, 'title', 500) ?? '',
    quantity: requiredQuantity(line, 'quantity', pointer),
    unitPriceMinor: minorText(requiredAmount(bareAmount(line, 'price', currency, pointer), `${pointer}/price`)),
    discountMinor: minorText(
      sumOf(allocations, (allocation) => bareAmount(allocation, 'amount', currency, pointer) ?? 0n),
    ),
    giftCard: flagOf(line, 'gift_card'),
  };
}

function checkoutTotals(body: ExactObject, currency: string, lines: readonly CheckoutLine[]): CheckoutTotals {
  const amount = (key: string) => bareAmount(body, key, currency, '');
  const linesTotal =
    amount('total_line_items_price') ?? sumOf(lines, (line) => BigInt(line.unitPriceMinor) * BigInt(line.quantity));
  const discounts = amount('total_discounts') ?? sumOf(lines, (line) => BigInt(line.discountMinor));
  const shipping = listOf(body, 'shipping_lines', LIST_LIMITS.lines);
  return {
    linesMinor: minorText(linesTotal),
    discountsMinor: minorText(discounts),
    subtotalMinor: minorText(amount('subtotal_price') ?? linesTotal - discounts),
    shippingMinor: minorText(
      sumOf(shipping, (line, i) => bareAmount(line, 'price', currency, `/shipping_lines/${i}`) ?? 0n),
    ),
    taxMinor: minorText(amount('total_tax') ?? 0n),
    totalMinor: minorText(requiredAmount(amount('total_price'), '/total_price')),
  };
}
