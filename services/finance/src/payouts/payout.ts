import { Tally } from '../journal/tally.js';

export const PAYOUT_LINE_KINDS = ['charge', 'refund', 'dispute', 'adjustment', 'fee'] as const;
export type PayoutLineKind = (typeof PAYOUT_LINE_KINDS)[number];

/** One line of the processor's statement. Its net is gross less fee. */
export interface PayoutLine {
  readonly kind: PayoutLineKind;
  readonly orderId?: string | undefined;
  readonly transactionId?: string | undefined;
  /** What it moved: charges above zero, refunds and disputes below. Zero for a fee of its own. */
  readonly grossMinor: bigint;
  /** What was kept of it; negative when a fee was given back. */
  readonly feeMinor: bigint;
}

/** What a processor paid to the bank, and of what it is made. */
export interface Payout {
  /** The processor's own number. */
  readonly id: string;
  readonly currency: string;
  /** What reached the bank; negative when it was taken from there. */
  readonly amountMinor: bigint;
  /** ISO 8601 in UTC */
  readonly paidAt: string;
  readonly lines: readonly PayoutLine[];
}

/** What a payout's lines come to. */
export function payoutSums({ lines }: Pick<Payout, 'lines'>): { grossMinor: bigint; feesMinor: bigint } {
  return {
    grossMinor: lines.reduce((sum, { grossMinor }) => sum + grossMinor, 0n),
    feesMinor: lines.reduce((sum, { feeMinor }) => sum + feeMinor, 0n),
  };
}

/**
 * The postings of a payout: money leaves the provider's clearing for the bank, less the fees, which had been owed since each
 * capture. Clearing is credited with all that was captured and had not been paid out, so that what remains on it is what the
 * provider still holds.
 *
 * @throws RangeError when the lines do not come to the amount: the statement is incomplete, and booking it would hide that
 */
export function payoutPostings(payout: Payout): Tally {
  const { grossMinor, feesMinor } = payoutSums(payout);
  const { amountMinor, currency } = payout;
  if (grossMinor - feesMinor !== amountMinor) {
    throw new RangeError(`the lines come to ${grossMinor - feesMinor}, the payout is ${amountMinor}`);
  }
  return new Tally()
    .debit('asset:bank', amountMinor, currency)
    .debit('liability:processor-fees', feesMinor, currency)
    .credit('asset:payments-clearing', grossMinor, currency);
}
