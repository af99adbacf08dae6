import { Tally } from '../journal/tally.js';
import type { DisputeFact } from './order-state.js';

/**
 * The postings of a disputed payment.
 *
 * - A **chargeback** takes the money at once: it leaves clearing and stands on disputed, still the shop's until it is decided.
 *   The bank's fee is owed to the processor, who keeps it of the next payout.
 * - **Lost** (or accepted): the money is gone, which reduces income. The fee stays.
 * - **Won**: the money comes back and the fee with it, so nothing is due and what was booked is reversed.
 * - **Charge refunded**: the shop gave the money back by a refund, which is booked as such; nothing is due here.
 * - An **inquiry** moves nothing unless it ends like a lost chargeback.
 *
 * @param amountMinor the disputed amount in the currency of the books
 */
export function disputePostings(
  { kind, status }: DisputeFact,
  amountMinor: bigint,
  feeMinor: bigint,
  currency: string,
): Tally {
  const tally = new Tally();
  const isLost = status === 'lost' || status === 'accepted';
  const isOpen = kind === 'chargeback' && (status === 'needs_response' || status === 'under_review');
  if (!isLost && !isOpen) return tally;
  return tally
    .debit(isLost ? 'income:chargebacks' : 'asset:disputed', amountMinor, currency)
    .credit('asset:payments-clearing', amountMinor, currency)
    .debit('expense:chargeback-fees', feeMinor, currency)
    .credit('liability:processor-fees', feeMinor, currency);
}
