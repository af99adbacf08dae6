import { expenseAccount } from '../../journal/expense-account.js';
import type { EntryDraft } from '../../journal/journal.js';
import { TOKENS } from '../budget-unit.js';
import type { Spend } from './spend.js';

/** The journal's cause of a committed spend: one entry per key. */
export const spendCause = (key: string): `spend:${string}` => `spend:${key}`;

/**
 * The entry of a committed spend: the expense is ours (debit), and the supplier is owed it until a payment is booked (credit).
 * Undefined where nothing is owed: tokens are no money, and nothing was spent of a commit of zero.
 */
export function spendEntry(spend: Spend, occurredAt: string): EntryDraft | undefined {
  const { key, unit, category, actualMinor } = spend;
  if (unit === TOKENS || actualMinor === null || actualMinor === 0n) return undefined;
  return {
    ...{ cause: spendCause(key), book: 'real', kind: 'spend', occurredAt, currency: unit },
    postings: [
      { account: expenseAccount(category), amountMinor: actualMinor, currency: unit },
      { account: 'liability:accounts-payable', amountMinor: -actualMinor, currency: unit },
    ],
  };
}
