import type { AccountBalance } from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import type { Action } from '../command.js';

interface AccountStanding {
  readonly code: string;
  readonly name: string;
  readonly asOf: string;
  readonly currencies: Readonly<Record<string, AccountBalance>>;
}

/** One account in every currency, now or at a past time. */
export const standing: Action<{ book?: string; at?: string }> = async ({ api, output }, { book, at }, [code]) => {
  const path = `/api/finance/accounts/${encodeURIComponent(code!)}/balance`;
  const found = await api.get<AccountStanding>(path, { book, at });
  output.result(found, () => {
    const currencies = Object.entries(found.currencies);
    const title = `${found.code}: ${found.name}\nAs of ${found.asOf}, ${book ?? 'real'} book`;
    if (currencies.length === 0) return `${title}\nNothing was ever booked on it.`;
    const right = (column: string) => ({ title: column, align: 'right' as const });
    const rows = currencies.map(([currency, one]) => [
      ...[one.debitMinor, one.creditMinor, one.balanceMinor].map((minor) => amount(minor, currency)),
      currency,
    ]);
    return `${title}\n${output.table([right('debit'), right('credit'), right('balance'), { title: '' }], rows)}`;
  });
};
