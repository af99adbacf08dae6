import { converted, ZERO, type Currencies, type Pair } from '../money/pair.js';
import type { Region } from '../shop/regions.js';
import type { ShippingLine } from './order.js';
import { taxesOn } from './price-lines.js';

/** The shop's rule: orders within the US ship free from 250 USD of goods after discount. */
const FREE_FROM_MINOR = 25_000n;
const DOMESTIC_MINOR = 1_495n;
const ABROAD_MINOR = 4_900n;

export function priceShipping(goods: Pair, region: Region, currencies: Currencies, nextId: () => bigint): ShippingLine {
  const id = nextId();
  if (region.countryCode === 'US' && goods.shop >= FREE_FROM_MINOR) {
    return { id, title: 'Free Shipping', code: 'Free Shipping', price: ZERO, taxes: [] };
  }
  const domestic = region.countryCode === 'US';
  const title = domestic ? 'Standard Ground' : 'International Tracked';
  const price = converted(domestic ? DOMESTIC_MINOR : ABROAD_MINOR, currencies);
  return { id, title, code: title, price, taxes: region.taxesShipping ? taxesOn(price, region) : [] };
}
