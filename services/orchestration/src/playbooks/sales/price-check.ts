import { defineComputation } from '../engine/playbook.js';
import { maybeMinor, maybeText, text } from '../engine/reading.js';
import { LADDER_CURRENCY, printTypeIn, rungFor, sizeIn } from '../pricing/price-ladder.js';

interface Price {
  readonly sku: string;
  readonly priceMinor: bigint;
  readonly currency: string;
}

/** Whether a price stands on the ladder, and above its floor. */
export const priceCheck = defineComputation<Price>({
  name: 'price.check',
  read: (input) => ({
    sku: text(input, 'sku'),
    priceMinor: maybeMinor(input, 'priceMinor') ?? 0n,
    currency: maybeText(input, 'currency') ?? LADDER_CURRENCY,
  }),
  compute: ({ input: { sku, priceMinor, currency } }) => {
    const rung = rungFor(sizeIn(sku), printTypeIn(sku));
    if (!rung || currency !== LADDER_CURRENCY) return { verdict: 'unknown', floorMinor: null, marginPercent: null };
    const { costMinor, floorMinor } = rung;
    const verdict = priceMinor < floorMinor ? 'below_floor' : priceMinor === rung.priceMinor ? 'sound' : 'off_ladder';
    const marginPercent = priceMinor > 0n ? Number(((priceMinor - costMinor) * 1_000n) / priceMinor) / 10 : null;
    return { verdict, floorMinor: String(floorMinor), marginPercent };
  },
});
