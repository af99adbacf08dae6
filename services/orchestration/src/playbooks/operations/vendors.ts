import { BadInput, defineComputation } from '../engine/playbook.js';
import { maybeMinor, maybeNumber, maybeText, objects, text } from '../engine/reading.js';

interface Vendor {
  readonly name: string;
  readonly priceMinor: bigint | undefined;
  readonly currency: string | undefined;
  readonly days: number | undefined;
}

const PRICE_WEIGHT = 0.7;

/** Ranks vendors by price and time; one that tells neither comes last. Prices of two currencies are not compared. */
export const compareVendors = defineComputation({
  name: 'vendor.compare',
  read: (input) => ({
    need: text(input, 'need'),
    vendors: objects(input, 'vendors').map((vendor): Vendor => ({
      ...{ name: text(vendor, 'name'), priceMinor: maybeMinor(vendor, 'priceMinor') },
      ...{ currency: maybeText(vendor, 'currency'), days: maybeNumber(vendor, 'days') },
    })),
  }),
  compute: ({ input: { vendors }, settings }) => {
    if (new Set(vendors.map(({ currency }) => currency).filter(Boolean)).size > 1) {
      throw new BadInput('vendors: prices in several currencies');
    }
    const weight = typeof settings.priceWeight === 'number' ? settings.priceWeight : PRICE_WEIGHT;
    const cheapest = Math.min(...vendors.map(({ priceMinor }) => Number(priceMinor ?? Infinity)));
    const fastest = Math.min(...vendors.map(({ days }) => days ?? Infinity));
    const ranking = vendors.map(({ name, priceMinor, days }) => {
      const price = priceMinor === undefined ? 0 : priceMinor === 0n ? 1 : cheapest / Number(priceMinor);
      const time = days === undefined ? 0 : days === 0 ? 1 : fastest / days;
      const score = Math.round((price * weight + time * (1 - weight)) * 1_000) / 1_000;
      return {
        name,
        score,
        reason: `${priceMinor === undefined ? 'price unknown' : `price ${priceMinor}`}, ${days ?? 'unknown'} days`,
      };
    });
    return { ranking: ranking.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)) };
  },
  variants: { legacy: { priceWeight: 1 } },
});
