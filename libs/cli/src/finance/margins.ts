import type { MarginRow, Margins } from '@vividwalls/contracts';
import type { Api, Query } from '../api/api.js';
import type { Action } from '../command.js';
import type { RangeOptions } from './pnl.js';
import { columns } from '../output.js';
import { shownAmount, shownPercent } from './report-text.js';
import { writeCsv } from './write-csv.js';

const PATH = '/api/finance/margins';
/** What the server gives at once. */
const LARGEST_PAGE = 1_000;

const COLUMNS = columns(
  ['', 'name'],
  ['orders', 'net revenue', 'cost of goods', 'fees', 'commissions', 'spent', 'margin', '%', ''],
);

export interface MarginsOptions extends RangeOptions {
  readonly by?: string;
  readonly sort?: string;
  readonly limit: number;
}

/** Contribution margins; a CSV document has one page at most. */
export const margins: Action<MarginsOptions> = async (context, { csv, limit, ...query }) => {
  const { api, output } = context;
  if (csv) {
    return writeCsv(context, PATH, { ...query, limit: Math.min(limit, LARGEST_PAGE) });
  }
  const found = await upTo(api, limit, query);
  output.result(found, () => {
    if (found.reason !== undefined) return found.reason;
    const rows = [
      ...found.items.map((row) => cells(row.key ?? '?', row)),
      ...found.rest.map((row) => cells('rest', row)),
      ...found.totals.map((row) => cells('total', row)),
    ];
    const unknown = found.totals.flatMap(({ currency, unknown }) =>
      unknown.reason === undefined ? [] : [`${currency}: ${unknown.reason}`],
    );
    const more = found.nextCursor === undefined ? [] : ['There are more: --limit.'];
    return [output.table(COLUMNS, rows), ...unknown, ...more].join('\n');
  });
};

/** The first pages as one; rest and totals are those of the first. */
async function upTo(api: Api, limit: number, query: Query): Promise<Margins> {
  const first = await api.get<Margins>(PATH, { ...query, limit: Math.min(limit, LARGEST_PAGE) });
  const items = [...first.items];
  let cursor = first.nextCursor;
  while (cursor !== undefined && items.length < limit) {
    const page: Margins = await api.get<Margins>(PATH, {
      ...query,
      limit: Math.min(limit - items.length, LARGEST_PAGE),
      cursor,
    });
    items.push(...page.items);
    cursor = page.items.length === 0 ? undefined : page.nextCursor;
  }
  const { nextCursor: _first, ...rest } = first;
  return { ...rest, items, ...(cursor !== undefined && { nextCursor: cursor }) };
}

function cells(key: string, row: MarginRow): string[] {
  const { currency, advertisingMinor, agentRunsMinor, otherCostsMinor } = row;
  const spent =
    advertisingMinor === undefined
      ? ''
      : shownAmount(
          advertisingMinor === null
            ? null
            : String(BigInt(advertisingMinor) + BigInt(agentRunsMinor ?? '0') + BigInt(otherCostsMinor ?? '0')),
          currency,
        );
  return [
    ...[key, row.name ?? row.reason ?? '', String(row.orders), shownAmount(row.netRevenueMinor, currency)],
    ...[shownAmount(row.costOfGoodsMinor, currency), shownAmount(row.processorFeesMinor, currency)],
    ...[shownAmount(row.commissionsMinor, currency), spent, shownAmount(row.margin.amountMinor, currency)],
    ...[shownPercent(row.margin.percent), currency],
  ];
}
