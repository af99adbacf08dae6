import { formatMinor } from '@vividwalls/money';
import type { RefundProposal, RefundReason } from './refund-rules.js';

/** What became of a refund, as far as its customer is told. */
export type RefundEnd = 'refunded' | 'under_way' | 'declined' | 'not_eligible' | 'open';

export interface RefundTold {
  readonly orderName: string;
  readonly reason: RefundReason;
  readonly end: RefundEnd;
  readonly amountMinor: bigint | null;
  readonly currency: string;
  readonly proposal: RefundProposal;
}

const SORRY: Readonly<Record<RefundReason, string>> = {
  damaged: 'I am sorry that your print arrived damaged.',
  lost: 'I am sorry that your print has not reached you.',
  wrong_item: 'I am sorry that you got another print than you ordered.',
  regret: 'Thank you for writing to us about your print.',
};

/** The letter to the customer. It promises nothing that has not been decided. */
export function refundLetter(told: RefundTold): string {
  return `Hello,\n\n${SORRY[told.reason]} ${bodyOf(told)}\n\nYour order: ${told.orderName}.\n\nVividWalls`;
}

function bodyOf({ end, amountMinor, currency, proposal }: RefundTold): string {
  const amount = amountMinor === null ? 'the money' : `${formatMinor(amountMinor, currency)} ${currency}`;
  switch (end) {
    case 'refunded':
      return `We have given back ${amount}, by the way in which you paid.`;
    case 'under_way':
      return `We give back ${amount}, by the way in which you paid.`;
    case 'declined':
      return 'We have looked at it, and can’t give the money back. If there is something that we should know, please tell us.';
    case 'not_eligible':
      return `We can’t give the money back: ${proposal.reasons.join('; ')}. If that is not so, please tell us.`;
    case 'open':
      return 'We look at it, and come back to you.';
  }
}
