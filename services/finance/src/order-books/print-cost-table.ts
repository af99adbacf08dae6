import type { BookRules } from './book-rules.js';

/** What a print costs from a day on, until a later row says otherwise. */
export interface PrintCostRow {
  readonly size: string;
  readonly format: string;
  readonly currency: string;
  /** The shop's day, `2026-11-24`. */
  readonly effectiveFrom: string;
  /** Minor units as text. */
  readonly costMinor: string;
}

/**
 * Looks up the cost in force on a day.
 * @param rows in the order of effect, and of recording where that is the same: the last one told counts
 */
export function printCosts(rows: readonly PrintCostRow[]): BookRules['printCost'] {
  const byPrint = Map.groupBy(rows, ({ size, format, currency }) => `${size} ${currency} ${format}`);
  return ({ size, format }, currency, day) => {
    const found = byPrint.get(`${size} ${currency} ${format}`)?.findLast(({ effectiveFrom }) => effectiveFrom <= day);
    return found && BigInt(found.costMinor);
  };
}
