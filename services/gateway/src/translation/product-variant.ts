import { LIST_LIMITS, type ProductVariant, type VariantPrice } from '@vividwalls/events';
import { bareAmount, currencyOf, minorText } from './amounts.js';
import { plainDecimal } from './decimal-text.js';
import type { ExactObject } from './exact-json.js';
import { idOf, instantIn, listOf, optionalObject, ownId, textOf, wholeOf } from './fields.js';
import { UnexpectedShape } from './unexpected-shape.js';

/** A variant. Its `price` is in the shop's currency, which the body does not name; `presentment_prices` name theirs. */
export function productVariant(variant: ExactObject, pointer: string): ProductVariant {
  const prices = listOf(variant, 'presentment_prices', LIST_LIMITS.currencies, pointer);
  const options = ['option1', 'option2', 'option3'].map((key) => textOf(variant, key));
  return {
    variantId: ownId(variant, pointer),
    title: textOf(variant, 'title') ?? '',
    sku: textOf(variant, 'sku'),
    barcode: textOf(variant, 'barcode'),
    price: decimalIn(variant, 'price', pointer),
    compareAtPrice: decimalIn(variant, 'compare_at_price', pointer),
    prices: prices.flatMap((price, i) => variantPrice(price, `${pointer}/presentment_prices/${i}`) ?? []),
    inventoryItemId: idOf(variant, 'inventory_item_id'),
    inventoryQuantity: wholeOf(variant, 'inventory_quantity'),
    inventoryPolicy: textOf(variant, 'inventory_policy', 64),
    optionValues: options.filter((option) => option !== undefined),
    updatedAt: instantIn(variant, 'updated_at'),
  };
}

function variantPrice(body: ExactObject, pointer: string): VariantPrice | undefined {
  const price = optionalObject(body, 'price');
  const currency = currencyOf(price, 'currency_code');
  const priceMinor = price && currency ? bareAmount(price, 'amount', currency, `${pointer}/price`) : undefined;
  if (currency === undefined || priceMinor === undefined) return undefined;
  const compareAt = optionalObject(body, 'compare_at_price');
  const compareAtMinor = compareAt && bareAmount(compareAt, 'amount', currency, `${pointer}/compare_at_price`);
  return {
    currency,
    priceMinor: minorText(priceMinor),
    compareAtMinor: compareAtMinor === undefined ? undefined : minorText(compareAtMinor),
  };
}

function decimalIn(body: ExactObject, key: string, pointer: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === '') return undefined;
  const plain = typeof value === 'string' ? plainDecimal(value) : undefined;
  if (plain === undefined) throw new UnexpectedShape(`${pointer}/${key}`, 'is not a decimal amount');
  return plain;
}
