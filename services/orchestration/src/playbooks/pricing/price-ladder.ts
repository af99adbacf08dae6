import { parseMinor } from '@vividwalls/money';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';

/** One rung: a size in one format. */
export interface Rung {
  /** `24x36` */
  readonly size: string;
  readonly printType: 'Canvas Roll' | 'Gallery Wrapped';
  readonly priceMinor: bigint;
  /** What the print partner takes for one. */
  readonly costMinor: bigint;
  /** The least that one may be sold for: 1.8 × the print cost, to the cent upwards. */
  readonly floorMinor: bigint;
}

/** The ladder is in the shop's currency. */
export const LADDER_CURRENCY = 'USD';

let loaded: readonly Rung[] | undefined;

/** The price ladder, copied from the shop's live prices and the print partner's recorded costs. */
export function priceLadder(): readonly Rung[] {
  loaded ??= read();
  return loaded;
}

function read(): Rung[] {
  const file = readFileSync(new URL('../data/price-ladder.csv', import.meta.url));
  const rows = parse<Record<string, string>>(file, { columns: true, skip_empty_lines: true });
  return rows.map((row) => {
    const costMinor = parseMinor(row.recorded_pictorem_cost!, LADDER_CURRENCY);
    return {
      size: row.size!,
      printType: row.print_type as Rung['printType'],
      priceMinor: parseMinor(row.live_price!, LADDER_CURRENCY),
      costMinor,
      floorMinor: floorOf(costMinor),
    };
  });
}

/** The owner's rule: nothing below 1.8 × its cost without a yes. */
export function floorOf(costMinor: bigint): bigint {
  return (costMinor * 18n + 9n) / 10n;
}

/** The size in a text such as a variant's title, `24x36 / Canvas Roll`, or a SKU; null when there is none. */
export function sizeIn(text: string): string | null {
  const found = /(\d{2,3})\s*(?:["”]|in)?\s*[x×]\s*(\d{2,3})/i.exec(text);
  return found ? `${found[1]}x${found[2]}` : null;
}

/** The format in such a text; null when it tells none. */
export function printTypeIn(text: string): Rung['printType'] | null {
  const plain = text.toLowerCase().replaceAll(/[-_]+/g, ' ');
  if (/\broll(ed)?\b/.test(plain)) return 'Canvas Roll';
  return /wrapped|stretched/.test(plain) ? 'Gallery Wrapped' : null;
}

/** The rung of a size and format; undefined where the ladder has none. */
export function rungFor(size: string | null, printType: string | null): Rung | undefined {
  return priceLadder().find((rung) => rung.size === size && rung.printType === printType);
}
