import type { OrderFact } from './order-state.js';

/** One amount known in both currencies, neither zero nor negative: the rate that shop and shopper were given. */
export interface KnownPair {
  readonly presentmentMinor: bigint;
  readonly shopMinor: bigint;
}

/**
 * A presentment amount in the shop's currency at the rate of a known pair: amount × shop ÷ presentment, rounded half to
 * even, integers only. The pair's own amount converts exactly to its counterpart. Convert a sum, not its parts, where
 * the parts need not be known: rounding happens once.
 */
export function inShopCurrency(presentmentMinor: bigint, pair: KnownPair): bigint {
  if (presentmentMinor < 0n) return -inShopCurrency(-presentmentMinor, pair);
  const product = presentmentMinor * pair.shopMinor;
  const quotient = product / pair.presentmentMinor;
  const twiceRest = (product % pair.presentmentMinor) * 2n;
  const up = twiceRest > pair.presentmentMinor || (twiceRest === pair.presentmentMinor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/**
 * Whether a presentment amount and a shop amount are the same money, each the sum of parts that were rounded one by one:
 * they may then differ by half a unit of either currency per part. Exact, by cross-multiplication.
 */
export function isSameMoney(presentmentMinor: bigint, shopMinor: bigint, rate: KnownPair, parts: number): boolean {
  const difference = presentmentMinor * rate.shopMinor - shopMinor * rate.presentmentMinor;
  const allowed = BigInt(parts) * (rate.shopMinor + rate.presentmentMinor);
  return (difference < 0n ? -difference : difference) * 2n <= allowed;
}

/** The rate at which an order was sold: its total in both currencies. Undefined when it wasn't sold in that currency. */
export function orderRate({ presentment, totalMinor }: OrderFact, currency: string): KnownPair | undefined {
  if (presentment?.currency !== currency) return undefined;
  const pair = { presentmentMinor: BigInt(presentment.totalMinor), shopMinor: BigInt(totalMinor) };
  return pair.presentmentMinor > 0n && pair.shopMinor > 0n ? pair : undefined;
}
