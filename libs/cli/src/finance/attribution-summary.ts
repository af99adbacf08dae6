import type { AttributionComparison, AttributionSummary } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import type { RangeOptions } from './pnl.js';
import { columns } from '../output.js';
import { shownAmount, shownPercent } from './report-text.js';
import { writeCsv } from './write-csv.js';

const PATH = '/api/finance/attribution';

export interface AttributionSummaryOptions extends RangeOptions {
  readonly by?: string;
  readonly model?: string;
  readonly compare?: boolean;
}

/** Credited revenue by agent, department, channel or campaign: under one model, or under all of them side by side. */
export const attributionSummary: Action<AttributionSummaryOptions> = async (context, { csv, compare, ...query }) => {
  if (compare && query.model !== undefined)
    throw new CommandError(ExitCode.usage, 'Choose one of --compare and --model.');
  const path = `${PATH}/${compare ? 'compare' : 'summary'}`;
  if (csv) return writeCsv(context, path, query);
  const { api, output } = context;
  if (compare) {
    const found = await api.get<AttributionComparison>(path, query);
    return output.result(found, () =>
      textOf(found, () => output.table(comparedColumns(found), found.currencies.flatMap(comparedRows(found)))),
    );
  }
  const found = await api.get<AttributionSummary>(path, query);
  output.result(found, () =>
    textOf(found, () => output.table(summaryColumns(found), found.currencies.flatMap(summaryRows(found)))),
  );
};

const summaryColumns = ({ by }: AttributionSummary) => columns([by, 'name'], ['credited', 'orders', 'share', '']);

const comparedColumns = ({ by, models, modelOfRecord }: AttributionComparison) =>
  columns([by, 'name'], [...models.map((model) => (model === modelOfRecord ? `${model} (of record)` : model)), '']);

function textOf(found: AttributionSummary | AttributionComparison, table: () => string): string {
  if (found.reason !== undefined) return [found.reason, ...found.notes].join('\n');
  const model =
    'model' in found ? `${found.model}${found.model === found.modelOfRecord ? ', of record' : ''}` : 'all models';
  const title = `Orders placed from ${found.from} to ${found.to}, ${found.book} book, by ${found.by}: ${model}`;
  return [title, table(), ...found.notes].join('\n');
}

interface RowHead {
  readonly key: string | null;
  readonly name: string | null;
  readonly unattributed: boolean;
}

/** A touch without the thing asked for, as a visit without an agent, is not the same as no touch at all. */
const head = ({ key, name, unattributed }: RowHead, by: string): string[] =>
  unattributed
    ? ['unattributed', 'no touch at all']
    : [key ?? `no ${by}`, name ?? (key === null ? 'other touches' : '')];

const summaryRows =
  ({ by }: AttributionSummary) =>
  ({ currency, rows, netRevenueMinor, orders }: AttributionSummary['currencies'][number]): string[][] => [
    ...rows.map((row) => [
      ...head(row, by),
      ...[shownAmount(row.creditedMinor, currency), shownOrders(row.orders), shownPercent(row.sharePercent), currency],
    ]),
    ['total', '', shownAmount(netRevenueMinor, currency), shownOrders(orders), '', currency],
  ];

const comparedRows =
  ({ by, models }: AttributionComparison) =>
  ({ currency, rows, netRevenueMinor }: AttributionComparison['currencies'][number]): string[][] => [
    ...rows.map((row) => [
      ...head(row, by),
      ...models.map((model) => shownAmount(row.creditedMinor[model], currency)),
      currency,
    ]),
    ['total', '', ...models.map(() => shownAmount(netRevenueMinor, currency)), currency],
  ];

/** Parts of orders, without the zeros behind them: `2.000000` is 2, `0.500000` is 0.5. */
function shownOrders(orders: string): string {
  return orders.includes('.') ? orders.replace(/\.?0+$/, '') : orders;
}
