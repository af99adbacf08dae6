import type { CashPosition } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import type { RangeOptions } from './pnl.js';
import { columns } from '../output.js';
import { shownAmount } from './report-text.js';
import { writeCsv } from './write-csv.js';

/** Money held, on its way and owed. */
export const cash: Action<Pick<RangeOptions, 'book' | 'currency' | 'csv'> & { readonly at?: string }> = async (
  context,
  { csv, ...query },
) => {
  const { api, output } = context;
  const path = '/api/finance/reports/cash';
  if (csv) return writeCsv(context, path, query);
  const found = await api.get<CashPosition>(path, { ...query });
  output.result(found, () => {
    if (found.reason !== undefined) return found.reason;
    const rows = found.currencies.flatMap(({ currency, assets, liabilities, netMinor }) => [
      ...assets.map((one) => [one.account, one.name, shownAmount(one.amountMinor, currency), '', currency]),
      ...liabilities.map((one) => [one.account, one.name, '', shownAmount(one.amountMinor, currency), currency]),
      ['net', '', shownAmount(netMinor, currency), '', currency],
    ]);
    const reasons = found.currencies.flatMap(({ currency, reason }) =>
      reason === undefined ? [] : [`${currency}: ${reason}`],
    );
    const table = output.table(columns(['account', ''], ['held', 'owed', '']), rows);
    return [`At ${found.at}`, table, ...reasons].join('\n');
  });
};
