import { formatMinor } from '@vividwalls/money';
import { defineComputation, BadInput } from '../engine/playbook.js';
import { count, maybeFlag, maybeNumber, maybeText, objects, text } from '../engine/reading.js';
import { LADDER_CURRENCY, printTypeIn, rungFor, sizeIn, type Rung } from '../pricing/price-ladder.js';

interface Wanted {
  readonly title: string;
  readonly size: string;
  readonly quantity: number;
}

interface Enquiry {
  readonly customer: string;
  readonly items: readonly Wanted[];
  readonly currency: string;
  /** What the customer was promised, or asks for. */
  readonly discountPercent: number;
  readonly isVerifiedDesigner: boolean;
}

/** A quote holds for a fortnight. */
const VALID_MS = 14 * 86_400_000;

/** Ten or more of the same artwork: 15 %. A verified designer: 10 %. The better of them, not both. */
export function discountFor(items: readonly Pick<Wanted, 'title' | 'quantity'>[], isVerifiedDesigner: boolean): number {
  const byTitle = new Map<string, number>();
  for (const { title, quantity } of items) byTitle.set(title, (byTitle.get(title) ?? 0) + quantity);
  const most = Math.max(0, ...byTitle.values());
  return Math.max(most >= 10 ? 15 : 0, isVerifiedDesigner ? 10 : 0);
}

/**
 * A quote by the price ladder: the better of quantity and designer discount, or what was asked for if that is more; never
 * below 1.8 × the print cost of any line.
 */
export const salesQuote = defineComputation<Enquiry>({
  name: 'sales.quote',
  read: (input) => ({
    customer: text(input, 'customer'),
    items: objects(input, 'items').map((item) => ({
      ...{ title: text(item, 'title'), quantity: count(item, 'quantity') },
      size: maybeText(item, 'size') ?? '24x36',
    })),
    currency: maybeText(input, 'currency') ?? LADDER_CURRENCY,
    discountPercent: maybeNumber(input, 'discountPercent') ?? 0,
    isVerifiedDesigner: maybeFlag(input, 'verifiedDesigner') ?? false,
  }),
  compute: ({ input, settings, now, persona }) => {
    if (input.items.length === 0) throw new BadInput('items: there is nothing to quote');
    if (input.currency !== LADDER_CURRENCY)
      throw new BadInput(`currency: prices are known in ${LADDER_CURRENCY} alone`);
    const isDesigner = input.isVerifiedDesigner || persona?.settings?.verifiedDesigner === true;
    const percent = Math.max(input.discountPercent, discountFor(input.items, isDesigner));
    const lines = input.items.map((item) => quoted(item, percent, settings));
    const total = lines.reduce((sum, { minor }) => sum + minor, 0n);
    const list = lines.reduce((sum, { listMinor }) => sum + listMinor, 0n);
    const held = lines.filter(({ atFloor }) => atFloor).map(({ title }) => title);
    return {
      totalMinor: String(total),
      currency: LADDER_CURRENCY,
      discountPercent: list === 0n ? 0 : Number(((list - total) * 10_000n) / list) / 100,
      text: [
        `${input.customer}: ${formatMinor(total, LADDER_CURRENCY)} ${LADDER_CURRENCY} for ${pieces(input.items)}.`,
        ...(held.length > 0 ? [`At the price floor, no further discount: ${held.join(', ')}.`] : []),
      ].join(' '),
      validUntil: new Date(now.getTime() + VALID_MS).toISOString().slice(0, 10),
      lines: lines.map(({ title, size, minor }) => ({ title, size, totalMinor: String(minor) })),
    };
  },
  // The agent before rounded every line up to whole dollars, and stacked nothing on the floor.
  variants: { legacy: { roundToMinor: 100 } },
});

function quoted(item: Wanted, percent: number, settings: Readonly<Record<string, unknown>>) {
  const rung = pricedRung(item);
  const quantity = BigInt(item.quantity);
  const listMinor = rung.priceMinor * quantity;
  const floor = rung.floorMinor * quantity;
  // Basis points keep the percentage exact; the cent goes to the shop.
  const discounted = listMinor - (listMinor * BigInt(Math.round(percent * 100))) / 10_000n;
  const step = typeof settings.roundToMinor === 'number' ? BigInt(settings.roundToMinor) : 1n;
  const rounded = ((discounted + step - 1n) / step) * step;
  const atFloor = rounded < floor;
  return { ...item, listMinor, minor: atFloor ? floor : rounded, atFloor };
}

function pricedRung({ size, title }: Wanted): Rung {
  const rung = rungFor(sizeIn(size), printTypeIn(`${size} ${title}`) ?? 'Gallery Wrapped');
  if (!rung) throw new BadInput(`items: there is no price for ${title} in ${size}`);
  return rung;
}

function pieces(items: readonly Wanted[]): string {
  const n = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return n === 1 ? 'one print' : `${n} prints`;
}
