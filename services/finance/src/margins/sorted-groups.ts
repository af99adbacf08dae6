import type { MarginRow, Page } from '@vividwalls/contracts';
import { toPage } from '@vividwalls/platform';
import { cursorText, readCursor, type MarginCursor } from './margin-cursor.js';
import type { MarginSort } from './margins-query.js';

/** What groups can be sorted by. */
export type GroupSort = Exclude<MarginSort, 'placed'>;

/** The text of a value that is missing: it comes last either way. */
const MISSING = '';

const FORM = /^(-?[0-9]{1,30})?$/;
const ANYTHING = /^/;

/** One page of groups. They are few: all are read, and sorted here. */
export function pageOfGroups(
  rows: readonly MarginRow[],
  sort: GroupSort,
  cursor: string | undefined,
  limit: number,
): Page<MarginRow> {
  const after = readCursor(cursor, sort === 'key' ? ANYTHING : FORM, 1);
  const places = rows.map((row) => ({ row, place: placeOf(row, sort) }));
  const sorted = places
    .filter(({ place }) => !after || compare(place, after, sort) > 0)
    .sort((a, b) => compare(a.place, b.place, sort));
  const page = toPage(sorted.slice(0, limit + 1), limit, ({ place }) => cursorText(place));
  return { ...page, items: page.items.map(({ row }) => row) };
}

function placeOf(row: MarginRow, sort: GroupSort): MarginCursor {
  const ids = [JSON.stringify([row.currency, row.key])];
  if (sort === 'key') return { value: row.key ?? MISSING, ids };
  const isNet = sort === 'net' || sort === '-net';
  return { value: isNet ? row.netRevenueMinor : (row.margin.amountMinor ?? MISSING), ids };
}

function compare(a: MarginCursor, b: MarginCursor, sort: GroupSort): number {
  if ((a.value === MISSING) !== (b.value === MISSING)) return a.value === MISSING ? 1 : -1;
  return byValue(a.value, b.value, sort) || order(a.ids[0]!, b.ids[0]!);
}

function byValue(a: string, b: string, sort: GroupSort): number {
  if (a === b) return 0;
  if (sort === 'key') return order(a, b);
  const rising = order(BigInt(a), BigInt(b));
  return sort.startsWith('-') ? rising : -rising;
}

const order = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
