import { allocate, formatMinor } from '@vividwalls/money';
import { floorOf, LADDER_CURRENCY, printTypeIn, rungFor, sizeIn, type Rung } from '../pricing/price-ladder.js';
import type { OrderFacts, OrderLine } from './order-facts.js';

/** What was found. `stop`: it is not printed at all; `refer`: a person decides; `note`: the person at the press should know. */
export interface Finding {
  readonly check: string;
  readonly severity: 'stop' | 'refer' | 'note';
  readonly text: string;
}

export interface CheckSettings {
  /** From this value on a person looks at the order, minor units. */
  readonly highValueMinor: bigint;
  /** Whether what is short of the floor is measured after the order's discounts, or by the lines' own prices alone. */
  readonly floorAfterDiscounts: boolean;
}

/** A deal above $1,000 is worth a look before it is printed. */
export const HIGH_VALUE_MINOR = 100_000n;

/** Everything that keeps an order from being printed as it is, in the order in which the checks are made. */
export function checkOrder(order: OrderFacts, settings: CheckSettings): Finding[] {
  if (order.test) return [{ check: 'test order', severity: 'stop', text: 'a test order is not printed' }];
  return [
    ...paidInFull(order),
    ...addressComplete(order),
    ...linesKnown(order),
    ...floorKept(order, settings),
    ...editionsNumbered(order),
    ...highValue(order, settings),
    ...customsPapers(order),
    ...customersNotes(order),
  ];
}

const refer = (check: string, text: string): Finding => ({ check, severity: 'refer', text });
const note = (check: string, text: string): Finding => ({ check, severity: 'note', text });

function paidInFull({ totalMinor, paidMinor, currency }: OrderFacts): Finding[] {
  if (totalMinor === null || paidMinor === null || paidMinor >= totalMinor) return [];
  return [refer('payment', `${money(totalMinor - paidMinor, currency)} of ${money(totalMinor, currency)} is not paid`)];
}

function addressComplete({ address, country }: OrderFacts): Finding[] {
  // Facts that come without an address are checked by whoever makes the sheet; an address with gaps is a fault.
  if (address === null) return [];
  const missing = Object.entries({ ...address, country }).flatMap(([part, value]) => (value ? [] : [part]));
  return missing.length === 0 ? [] : [refer('address', `the address lacks ${missing.join(', ')}`)];
}

function linesKnown({ lines }: OrderFacts): Finding[] {
  if (lines.length === 0) return [refer('lines', 'nothing is known of what was ordered')];
  return lines.flatMap((line) => {
    if (line.custom) return [refer('size', `${line.title} is made to measure`)];
    if (rungOf(line)) return [];
    const said = line.variant ?? line.sku;
    return [
      refer('size', `${line.title}: ${said ? `“${said}” is no size and format that we print` : 'no size is told'}`),
    ];
  });
}

/** Size and format of a line, in what its variant says, else in its SKU or its title. */
export function rungOf({ variant, sku, title }: OrderLine): Rung | undefined {
  const told = [variant, sku, title].filter((part) => part !== null);
  const size = told.map(sizeIn).find((found) => found !== null) ?? null;
  const printType = told.map(printTypeIn).find((found) => found !== null) ?? null;
  return rungFor(size, printType);
}

function floorKept(order: OrderFacts, { floorAfterDiscounts }: CheckSettings): Finding[] {
  if (order.currency !== null && order.currency !== LADDER_CURRENCY) {
    return [note('price floor', `prices are in ${order.currency}: the floor is known in ${LADDER_CURRENCY} alone`)];
  }
  const gross = order.lines.map(({ priceMinor, quantity }) => (priceMinor ?? 0n) * BigInt(quantity));
  const shares = gross.some((amount) => amount > 0n) ? allocate(order.discountMinor, gross) : gross.map(() => 0n);
  return order.lines.flatMap((line, i) => {
    const rung = rungOf(line);
    if (!rung || line.priceMinor === null) return [];
    const off = floorAfterDiscounts ? line.discountMinor + shares[i]! : 0n;
    const soldFor = gross[i]! - off;
    const floor = floorOf(rung.costMinor * BigInt(line.quantity));
    if (soldFor >= floor) return [];
    const pieces = line.quantity === 1 ? '' : ` for ${line.quantity}`;
    const text = `${line.title} goes for ${money(soldFor, LADDER_CURRENCY)}${pieces}, its floor is ${money(floor, LADDER_CURRENCY)}`;
    return [refer('price floor', text)];
  });
}

function editionsNumbered({ lines }: OrderFacts): Finding[] {
  return lines
    .filter(({ limited, editionNumber }) => limited && editionNumber === null)
    .map(({ title }) => refer('edition', `${title} is a limited edition without a number`));
}

function highValue({ totalMinor, currency }: OrderFacts, { highValueMinor }: CheckSettings): Finding[] {
  if (totalMinor === null || totalMinor < highValueMinor) return [];
  return [refer('value', `${money(totalMinor, currency)} is ${money(highValueMinor, currency)} or more`)];
}

function customsPapers({ country }: OrderFacts): Finding[] {
  return country === null || country === 'US'
    ? []
    : [note('customs', `${country}: commercial invoice and customs form`)];
}

function customersNotes({ notes }: OrderFacts): Finding[] {
  return notes === null ? [] : [note('customer’s note', notes.slice(0, 500))];
}

function money(minor: bigint, currency: string | null): string {
  return `${formatMinor(minor, currency ?? LADDER_CURRENCY)} ${currency ?? LADDER_CURRENCY}`;
}
