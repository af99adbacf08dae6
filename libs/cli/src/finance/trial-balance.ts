import type { TrialBalance } from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';

/** All accounts by currency. Exit code 1 when debits and credits differ. */
export const trialBalance: Action<{ book?: string }> = async ({ api, output }, { book }) => {
  const found = await api.get<TrialBalance>('/api/finance/trial-balance', { book });
  const currencies = Object.entries(found.currencies);
  const balanced = currencies.every(([, one]) => BigInt(one.debitMinor) === BigInt(one.creditMinor));
  output.result({ ...found, balanced }, () => {
    if (currencies.length === 0) return `As of ${found.asOf}: the ${book ?? 'real'} book is empty.`;
    const rows = currencies.flatMap(([currency, one]) => [
      ...one.accounts.map((account) => [
        account.account,
        amount(account.debitMinor, currency),
        amount(account.creditMinor, currency),
        amount(account.balanceMinor, currency),
        currency,
      ]),
      ['total', amount(one.debitMinor, currency), amount(one.creditMinor, currency), '', currency],
    ]);
    const right = (title: string) => ({ title, align: 'right' as const });
    const table = output.table(
      [{ title: 'account' }, right('debit'), right('credit'), right('balance'), { title: '' }],
      rows,
    );
    const state = balanced ? output.paint.green('Balanced.') : output.paint.red('NOT BALANCED.');
    return `As of ${found.asOf}, ${book ?? 'real'} book\n${table}\n${state}`;
  });
  return balanced ? ExitCode.ok : ExitCode.negative;
};
