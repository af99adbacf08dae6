import { catalogue, ROLL, STRETCHED, type Variant } from '../catalogue/catalogue.js';
import type { Chance } from '../chance/chance.js';
import type { CartLine } from '../orders/price-lines.js';
import { KIND_PROFILES, type ShopperKind } from '../shoppers/shopper-kinds.js';

/** A commercial order is at least 1000 USD (the shop's rule): units are added until it is. */
const COMMERCIAL_MINIMUM_MINOR = 100_000n;

export function pickVariant(chance: Chance, kind: ShopperKind): Variant {
  const profile = KIND_PROFILES[kind];
  const size = chance.weighted(profile.sizes);
  const printType = chance.happens(profile.stretched) ? STRETCHED : ROLL;
  const onSale = catalogue().filter((product) => product.status === 'active');
  const fits = (product: (typeof onSale)[number]): Variant | undefined =>
    product.variants.find((variant) => variant.size === size && variant.printType === printType);
  // A few artworks lack a size or a format; then another one is picked.
  return fits(chance.pick(onSale)) ?? chance.pick(onSale.flatMap((product) => fits(product) ?? []));
}

/** What a shopper of this kind puts into the cart: distinct variants. */
export function fillCart(chance: Chance, kind: ShopperKind): CartLine[] {
  const profile = KIND_PROFILES[kind];
  const cart = new Map<bigint, CartLine>();
  for (let left = chance.between(...profile.lines); left > 0; left -= 1) {
    const variant = pickVariant(chance, kind);
    if (!cart.has(variant.id)) cart.set(variant.id, { variant, quantity: chance.between(...profile.units) });
  }
  const lines = [...cart.values()];
  if (kind === 'commercial_buyer') {
    const worth = (): bigint => lines.reduce((sum, line) => sum + line.variant.priceMinor * BigInt(line.quantity), 0n);
    while (worth() < COMMERCIAL_MINIMUM_MINOR) lines[0] = { ...lines[0]!, quantity: lines[0]!.quantity + 1 };
  }
  return lines;
}
