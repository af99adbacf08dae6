/** One amount known in both currencies; the rate that the shop and the shopper were given. */
export interface KnownPair {
  readonly presentmentMinor: bigint;
  readonly shopMinor: bigint;
}

/**
 * A presentment amount in the shop's currency at the rate of a known pair: amount × shop ÷ presentment, rounded half to
 * even, integers only. The pair's own amount converts exactly to its counterpart. Convert a sum, not its parts, where
 * the parts need not be known: rounding happens once.
 *
 * @returns undefined when the pair says nothing about a rate (a zero or negative side)
 */
export function inShopCurrency(presentmentMinor: bigint, pair: KnownPair): bigint | undefined {
  if (pair.presentmentMinor <= 0n || pair.shopMinor <= 0n) return undefined;
  if (presentmentMinor < 0n) {
    const mirrored = inShopCurrency(-presentmentMinor, pair);
    return mirrored === undefined ? undefined : -mirrored;
  }
  const product = presentmentMinor * pair.shopMinor;
  const quotient = product / pair.presentmentMinor;
  const twiceRest = (product % pair.presentmentMinor) * 2n;
  const up = twiceRest > pair.presentmentMinor || (twiceRest === pair.presentmentMinor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
