import { Tally } from '../journal/tally.js';
import type { LineCost } from './print-costs-due.js';

/**
 * The postings of what an order costs.
 *
 * - Printing is owed to the printer (accounts-payable) and is the cost of goods sold, when it is sold: with the sale.
 * - Prints that came back and can be sold again are no cost any more but stock (inventory), at what they cost.
 * - What the processor keeps is an expense when money is captured; it is owed until a payout comes without it, so that clearing
 *   holds what was captured, to the cent.
 *
 * Lines whose cost nobody knows are left out here and named where the order is shown: what is not known is not booked as zero.
 */
export function costPostings(lines: readonly LineCost[], feesMinor: bigint, currency: string): Tally {
  const printed = lines.reduce((sum, { printedMinor }) => sum + (printedMinor ?? 0n), 0n);
  const restocked = lines.reduce((sum, { restockedMinor }) => sum + restockedMinor, 0n);
  return new Tally()
    .debit('expense:cost-of-goods', printed - restocked, currency)
    .debit('asset:inventory', restocked, currency)
    .credit('liability:accounts-payable', printed, currency)
    .debit('expense:processor-fees', feesMinor, currency)
    .credit('liability:processor-fees', feesMinor, currency);
}
