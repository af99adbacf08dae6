import { allocate } from '@vividwalls/money';
import type { Variant } from '../catalogue/catalogue.js';
import { converted, micros, minus, rounded, sum, times, ZERO, type Currencies, type Pair } from '../money/pair.js';
import type { Region, TaxRate } from '../shop/regions.js';
import type { Discount, LineTax, OrderLine } from './order.js';

export interface CartLine {
  readonly variant: Variant;
  readonly quantity: number;
}

/** What a code is worth: percent of the goods, or dollars off. */
export const DISCOUNT_CODES: Record<
  string,
  { type: Discount['type']; value: string; micros?: bigint; minor?: bigint }
> = {
  WELCOME10: { type: 'percentage', value: '10.0', micros: 100_000n },
  TRADE10: { type: 'percentage', value: '10.0', micros: 100_000n },
  FALL15: { type: 'percentage', value: '15.0', micros: 150_000n },
  BULK15: { type: 'percentage', value: '15.0', micros: 150_000n },
  TAKE20: { type: 'fixed_amount', value: '20.0', minor: 2_000n },
};

/**
 * Prices a cart: unit prices converted once, the discount split over the lines by largest remainder, each tax rounded per
 * line and rate. Both currencies are computed on their own and add up on their own.
 */
export function priceLines(
  cart: readonly CartLine[],
  code: string | null,
  region: Region,
  currencies: Currencies,
  nextId: () => bigint,
): { lines: OrderLine[]; discount: Discount | null } {
  const units = cart.map((line) => converted(line.variant.priceMinor, currencies));
  const gross = cart.map((line, index) => times(units[index]!, line.quantity));
  const discount = code ? discountOf(code, sum(gross), currencies) : null;
  const shares = split(discount?.total ?? ZERO, gross);
  const lines = cart.map((line, index) => ({
    id: nextId(),
    variant: line.variant,
    quantity: line.quantity,
    unit: units[index]!,
    discount: shares[index]!,
    taxes: taxesOn(minus(gross[index]!, shares[index]!), region),
    removed: 0,
    fulfilled: 0,
  }));
  return { lines, discount };
}

function discountOf(code: string, gross: Pair, currencies: Currencies): Discount {
  const terms = DISCOUNT_CODES[code];
  if (!terms) throw new RangeError(`Unknown discount code ${code}`);
  const total = terms.micros ? micros(gross, terms.micros) : converted(terms.minor!, currencies);
  return { code, type: terms.type, value: terms.value, total };
}

function split(total: Pair, weights: readonly Pair[]): Pair[] {
  const shop = allocate(
    total.shop,
    weights.map((weight) => weight.shop),
  );
  const shown = allocate(
    total.shown,
    weights.map((weight) => weight.shown),
  );
  return shop.map((amount, index) => ({ shop: amount, shown: shown[index]! }));
}

/** The taxes on an amount; where prices include them, the part of it that is tax. */
export function taxesOn(amount: Pair, region: Region): LineTax[] {
  const taxOn = (minor: bigint, rate: TaxRate): bigint =>
    region.taxesIncluded
      ? rounded(minor * rate.micros, 1_000_000n + rate.micros)
      : rounded(minor * rate.micros, 1_000_000n);
  return region.taxes.map((rate) => ({
    rate,
    amount: { shop: taxOn(amount.shop, rate), shown: taxOn(amount.shown, rate) },
  }));
}
