import { AttributionError, quoted } from '../attribution-error.js';

/** Where in a row each figure stands; undefined for a column the file does not have. */
export interface PathColumns {
  readonly path: number;
  readonly conversions?: number;
  readonly value?: number;
  readonly null?: number;
  /** Names as the file spells them, to be named in errors. */
  readonly names: readonly string[];
}

/** Ours first; the others are how public data sets and ChannelAttribution's examples call the same. */
const NAMES = {
  path: ['path'],
  conversions: ['conversions', 'conversion', 'total_conversions', 'total_conversion'],
  value: ['value', 'conversion_value', 'total_conversion_value', 'total_value'],
  null: ['null', 'nulls', 'total_null', 'total_nulls'],
} as const;

/** @throws AttributionError `bad_file` when there is no column of paths, or two of the same figure */
export function pathColumns(header: readonly string[]): PathColumns {
  const given = header.map((name) => name.trim().toLowerCase());
  const place = (names: readonly string[]): number | undefined => {
    const found = given.flatMap((name, index) => (names.includes(name) ? [index] : []));
    if (found.length > 1)
      throw new AttributionError(
        'bad_file',
        `line 1: the columns ${listed(found.map((index) => header[index]!))} mean the same`,
      );
    return found[0];
  };
  const path = place(NAMES.path);
  if (path === undefined)
    throw new AttributionError('bad_file', `line 1: there is no column "path" among ${listed(header)}`);
  const columns = { conversions: place(NAMES.conversions), value: place(NAMES.value), null: place(NAMES.null) };
  const known = Object.entries(columns).filter(([, index]) => index !== undefined);
  return { path, ...(Object.fromEntries(known) as Partial<PathColumns>), names: header.map((name) => name.trim()) };
}

const MOST_LISTED = 10;
const listed = (names: readonly string[]): string =>
  names.slice(0, MOST_LISTED).map(quoted).join(', ') + (names.length > MOST_LISTED ? ', …' : '');
