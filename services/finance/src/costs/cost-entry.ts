import { expenseAccount } from '../journal/expense-account.js';
import { Tally } from '../journal/tally.js';

/** A cost as it is booked. */
export interface BookableCost {
  readonly category: string;
  /** Negative when a provider gives some of it back. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** What is owed or was paid for it in another currency. */
  readonly paid?: { readonly amountMinor: bigint; readonly currency: string } | undefined;
}

/**
 * The postings of a cost: an expense of its kind, owed to the supplier (accounts-payable). What a provider gives back turns
 * both round.
 *
 * A cost that is paid in another currency has both sides on `equity:conversion`, so that each currency sums to zero by itself:
 * the expense stands in the currency of the invoice, the debt in the one that is paid. What stands on conversion, valued in one
 * currency, is what rates have won or lost.
 */
export function costPostings({ category, amountMinor, currency, paid }: BookableCost): Tally {
  const tally = new Tally().debit(expenseAccount(category), amountMinor, currency);
  if (!paid || paid.currency === currency) return tally.credit('liability:accounts-payable', amountMinor, currency);
  return tally
    .credit('equity:conversion', amountMinor, currency)
    .debit('equity:conversion', paid.amountMinor, paid.currency)
    .credit('liability:accounts-payable', paid.amountMinor, paid.currency);
}
