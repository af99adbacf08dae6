import type { OrderLedger } from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { entryRows, ENTRY_COLUMNS, sumsByCurrency } from './entry.js';

/** Every entry of one order. Exit code 1 when they don't sum to zero. */
export const ledger: Action<object> = async ({ api, output }, _options, [orderId]) => {
  const found = await api.get<OrderLedger>(`/api/finance/orders/${encodeURIComponent(orderId!)}/ledger`);
  const sums = sumsByCurrency(found.entries);
  const off = [...sums].filter(([, sum]) => sum !== 0n);
  output.result({ ...found, balanced: off.length === 0 }, () => {
    const title = `Order ${found.orderId}, ${found.currency}${found.test ? ', test book' : ''}`;
    const state =
      found.entries.length === 0
        ? 'Nothing is booked yet.'
        : off.length === 0
          ? output.paint.green('Every currency sums to zero.')
          : output.paint.red(
              `NOT BALANCED: ${off.map(([currency, sum]) => `${amount(sum.toString(), currency)} ${currency}`).join(', ')}`,
            );
    const waiting = (found.waiting ?? []).map((reason) => `Waiting: ${reason}`);
    const table = found.entries.length > 0 ? [output.table(ENTRY_COLUMNS, found.entries.flatMap(entryRows))] : [];
    return [title, ...table, state, ...waiting].join('\n');
  });
  return off.length === 0 ? ExitCode.ok : ExitCode.negative;
};
