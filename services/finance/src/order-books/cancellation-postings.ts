import { allocate } from '@vividwalls/money';
import type { AccountCode } from '../journal/accounts.js';
import { Tally } from '../journal/tally.js';

/** What a cancelled debt is taken back from, each with the accounts that together say how much of it still stands. */
const TAKEN_BACK_FROM: readonly { readonly from: AccountCode; readonly standing: readonly AccountCode[] }[] = [
  { from: 'income:sales', standing: ['income:sales', 'income:discounts', 'income:refunds'] },
  { from: 'income:shipping', standing: ['income:shipping', 'income:shipping-refunds'] },
  { from: 'liability:sales-tax', standing: ['liability:sales-tax'] },
  { from: 'liability:duties', standing: ['liability:duties'] },
  { from: 'liability:gift-cards', standing: ['liability:gift-cards'] },
  { from: 'income:tips', standing: ['income:tips'] },
  { from: 'income:fees', standing: ['income:fees'] },
  { from: 'income:cash-rounding', standing: ['income:cash-rounding'] },
  { from: 'income:unreconciled', standing: ['income:unreconciled'] },
];

/**
 * The postings of a cancellation: what the shopper still owes will not be paid, so the receivable ends and what it was
 * booked for is taken back, in proportion to what of each part still stands after the refunds (largest remainder, so
 * that the parts sum to the debt). What was captured and not refunded stays booked as captured: a cancellation moves no
 * money.
 *
 * @param booked sale and refunds of this order together
 */
export function cancellationPostings(booked: Tally, currency: string): Tally {
  const owed = booked.on('asset:accounts-receivable', currency);
  if (owed <= 0n) return new Tally();
  const standing = TAKEN_BACK_FROM.map(({ standing }) =>
    standing.reduce((sum, account) => sum - booked.on(account, currency), 0n),
  );
  const tally = new Tally().credit('asset:accounts-receivable', owed, currency);
  if (standing.every((amount) => amount <= 0n)) return tally.debit('income:unreconciled', owed, currency);
  const parts = allocate(
    owed,
    standing.map((amount) => (amount > 0n ? amount : 0n)),
  );
  TAKEN_BACK_FROM.forEach(({ from }, i) => tally.debit(from, parts[i]!, currency));
  return tally;
}
