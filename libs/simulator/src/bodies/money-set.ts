import { formatMinor } from '@vividwalls/money';
import { shopText, type Currencies, type Pair } from '../money/pair.js';
import type { Json } from './json.js';

/** `{ shop_money, presentment_money }` */
export function moneySet(pair: Pair, { shop, shown }: Currencies): Json {
  return {
    shop_money: { amount: formatMinor(pair.shop, shop), currency_code: shop },
    presentment_money: { amount: formatMinor(pair.shown, shown), currency_code: shown },
  };
}

/** An amount in its two spellings: `{ [name]: "199.00", [name]_set: {…} }`. */
export const priced = (name: string, pair: Pair, currencies: Currencies): Record<string, Json> => ({
  [name]: shopText(pair, currencies),
  [`${name}_set`]: moneySet(pair, currencies),
});
