import { Tally } from '../../journal/tally.js';

/** By how much a step changes what is owed, minor units; over all payees. */
export interface OwedChange {
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
}

/**
 * An order's commission is earned. The expense rises with the sale it was paid for (debit expense:commissions); it is owed but
 * may still be taken back while the order can be returned, so it stands on liability:commissions-accrued and not yet on what
 * is to be paid (credit).
 */
export function accrualPostings(change: OwedChange, currency: string): Tally {
  return owedPostings(change, currency);
}

/**
 * The hold is over. What was owed under reserve is now to be paid: it leaves liability:commissions-accrued (debit) and stands on
 * liability:commissions-payable (credit). Neither the expense nor the sum of what is owed changes.
 */
export function releasePostings(amountMinor: bigint, currency: string): Tally {
  return new Tally()
    .debit('liability:commissions-accrued', amountMinor, currency)
    .credit('liability:commissions-payable', amountMinor, currency);
}

/**
 * Revenue went back, and its commission with it: the accrual is undone in part (credit expense:commissions). Before the release
 * it leaves what is held (debit liability:commissions-accrued). After it, it leaves what is to be paid (debit
 * liability:commissions-payable); where that was paid already, the account gets a debit balance: the payee owes it, and it is
 * carried forward against later commissions.
 */
export function clawbackPostings(change: OwedChange, currency: string): Tally {
  return owedPostings(change, currency);
}

/**
 * A period brought less than its guaranteed floor. The difference is an expense of that period (debit expense:commissions)
 * and depends on no order that could be returned, so it is to be paid at once (credit liability:commissions-payable). A
 * negative amount takes a top-up back, when late orders have brought what it had replaced.
 */
export function topUpPostings(amountMinor: bigint, currency: string): Tally {
  return owedPostings({ heldMinor: 0n, payableMinor: amountMinor }, currency);
}

/** A statement is paid: the debt ends (debit liability:commissions-payable), and the money leaves (credit asset:bank). */
export function paymentPostings(amountMinor: bigint, currency: string): Tally {
  return new Tally()
    .debit('liability:commissions-payable', amountMinor, currency)
    .credit('asset:bank', amountMinor, currency);
}

function owedPostings({ heldMinor, payableMinor }: OwedChange, currency: string): Tally {
  return new Tally()
    .debit('expense:commissions', heldMinor + payableMinor, currency)
    .credit('liability:commissions-accrued', heldMinor, currency)
    .credit('liability:commissions-payable', payableMinor, currency);
}
