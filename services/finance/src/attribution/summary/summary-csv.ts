import type { AttributionComparison, AttributionSummary } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { csvOf, type CsvCell } from '@vividwalls/platform';

interface RowHead {
  readonly key: string | null;
  readonly name: string | null;
  readonly unattributed: boolean;
}

const HEAD = ['key', 'name', 'currency'];
const columns = (titles: readonly string[]) => titles.map((title) => ({ title }));
const head = ({ key, name, unattributed }: RowHead, currency: string): CsvCell[] => [
  ...[unattributed ? 'unattributed' : key, name, currency],
];

export function summaryCsv({ currencies, reason }: AttributionSummary): string {
  const titles = columns([...HEAD, 'credited', 'orders', 'share %', 'note']);
  if (reason !== undefined) return onlyNote(titles, reason);
  return csvOf(
    titles,
    currencies.flatMap(({ currency, rows }) =>
      rows.map((row) => [
        ...head(row, currency),
        ...[formatMinor(BigInt(row.creditedMinor), currency), row.orders, row.sharePercent, null],
      ]),
    ),
  );
}

export function comparisonCsv({ currencies, models, reason }: AttributionComparison): string {
  const titles = columns([...HEAD, ...models, 'note']);
  if (reason !== undefined) return onlyNote(titles, reason);
  return csvOf(
    titles,
    currencies.flatMap(({ currency, rows }) =>
      rows.map((row) => [
        ...head(row, currency),
        ...models.map((model) => formatMinor(BigInt(row.creditedMinor[model]!), currency)),
        null,
      ]),
    ),
  );
}

/** Without data a file has one row that says why. */
function onlyNote(titles: readonly { readonly title: string }[], reason: string): string {
  return csvOf(titles, [[...Array<null>(titles.length - 1).fill(null), reason]]);
}
