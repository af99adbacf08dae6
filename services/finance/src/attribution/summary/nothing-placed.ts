import type { Book } from '../../journal/journal-entry.js';
import type { DayRange } from '../../reports/period.js';

/** Why nothing is credited. */
export function nothingPlaced(book: Book, { from, to }: DayRange, currency: string | undefined): string {
  return `No order of the ${book} book that earned anything${currency === undefined ? '' : ` in ${currency}`} was placed from ${from} to ${to}.`;
}
