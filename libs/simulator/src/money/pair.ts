import { exponentOf, formatMinor } from '@vividwalls/money';

/** One amount in the shop's currency and in the one shown to the shopper, both in minor units. */
export interface Pair {
  readonly shop: bigint;
  readonly shown: bigint;
}

export const ZERO: Pair = { shop: 0n, shown: 0n };

/** `rateMicros`: what one unit of the shop's currency costs in the shown one, in millionths. */
export interface Currencies {
  readonly shop: string;
  readonly shown: string;
  readonly rateMicros: bigint;
}

export const plus = (a: Pair, b: Pair): Pair => ({ shop: a.shop + b.shop, shown: a.shown + b.shown });
export const minus = (a: Pair, b: Pair): Pair => ({ shop: a.shop - b.shop, shown: a.shown - b.shown });
export const negated = (a: Pair): Pair => ({ shop: -a.shop, shown: -a.shown });
export const times = (a: Pair, count: number): Pair => ({
  shop: a.shop * BigInt(count),
  shown: a.shown * BigInt(count),
});
export const sum = (pairs: readonly Pair[]): Pair => pairs.reduce(plus, ZERO);

/** `numerator / denominator`, halves away from zero. Only for amounts that aren't negative. */
export const rounded = (numerator: bigint, denominator: bigint): bigint =>
  (numerator * 2n + denominator) / (denominator * 2n);

/** The shopper's side of an amount: converted once, rounded to that currency's minor unit. */
export function converted(shop: bigint, currencies: Currencies): Pair {
  if (currencies.shop === currencies.shown) return { shop, shown: shop };
  const up = 10n ** BigInt(exponentOf(currencies.shown));
  const down = 10n ** BigInt(exponentOf(currencies.shop));
  return { shop, shown: rounded(shop * currencies.rateMicros * up, 1_000_000n * down) };
}

/** A share in millionths of both sides, each rounded on its own as Shopify does. */
export const micros = (pair: Pair, share: bigint): Pair => ({
  shop: rounded(pair.shop * share, 1_000_000n),
  shown: rounded(pair.shown * share, 1_000_000n),
});

/**
 * What `count` units after the first `before` of `of` units carry of an amount: cumulative rounding, so that taking all
 * units one after the other gives exactly the whole.
 */
export function unitsPart(whole: Pair, before: number, count: number, of: number): Pair {
  const upTo = (amount: bigint, units: number): bigint => (amount * BigInt(units)) / BigInt(of);
  return {
    shop: upTo(whole.shop, before + count) - upTo(whole.shop, before),
    shown: upTo(whole.shown, before + count) - upTo(whole.shown, before),
  };
}

export const shopText = (pair: Pair, currencies: Currencies): string => formatMinor(pair.shop, currencies.shop);
export const shownText = (pair: Pair, currencies: Currencies): string => formatMinor(pair.shown, currencies.shown);
