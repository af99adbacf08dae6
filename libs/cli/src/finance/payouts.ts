import { amount } from '../amounts.js';
import type { Action } from '../command.js';
import { readJsonObject } from '../dlq/read-json.js';

const PAGE_SIZE = 200;

interface Payout {
  readonly id: string;
  readonly currency: string;
  readonly amountMinor: string;
  readonly feesMinor: string;
  readonly paidAt: string;
}

/** Payouts to the bank, newest first. */
export const payouts: Action<{ limit: number }> = async ({ api, output }, { limit }) => {
  const items = await api.list<Payout>('/api/finance/payouts', {}, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No payout is booked: what was captured stands on asset:payments-clearing.';
    const right = (title: string) => ({ title, align: 'right' as const });
    return output.table(
      [{ title: 'paid' }, { title: 'payout' }, right('amount'), right('fees'), { title: '' }],
      items.map(({ paidAt, id, amountMinor, feesMinor, currency }) => [
        ...[paidAt, id, amount(amountMinor, currency), amount(feesMinor, currency), currency],
      ]),
    );
  });
};

/** Books a payout from a file in the shape of the API; `-` reads it. Sent again, it changes nothing. */
export const bookPayout: Action<object> = async ({ api, output, terminal }, _options, [file]) => {
  const payout = await readJsonObject(terminal, file!);
  const answer = await api.post<{ entryId: string; isNew: boolean }>('/api/finance/payouts', payout);
  output.result(answer, () =>
    answer.isNew ? `Booked as entry ${answer.entryId}.` : `It was booked before, as entry ${answer.entryId}.`,
  );
};
