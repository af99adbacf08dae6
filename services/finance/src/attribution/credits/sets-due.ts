import type { Book } from '../../journal/journal-entry.js';
import type { AttributedOrder } from './attributed-order.js';
import { creditsOf, type Credit } from './credits-of.js';

export const SET_REASONS = ['capture', 'edit', 'refund', 'late_touch', 'correction'] as const;
export type SetReason = (typeof SET_REASONS)[number];

/** Differences of credits to be written at once, all of one book and currency. */
export interface DraftSet {
  readonly book: Book;
  readonly currency: string;
  readonly reason: SetReason;
  /** Their sum. */
  readonly amountMinor: bigint;
  /** None of them zero. */
  readonly credits: readonly Credit[];
}

/**
 * The sets that bring an order's credits from what they were to what they must be: the differences, nothing where there is
 * none. An order that changes its book, or its currency, leaves the one whole and comes whole into the other. What an order
 * holds is a function of its net revenue and its weights, so that nothing written before has to be read.
 *
 * @param before undefined for an order without credits
 * @param isLate the change is a touch that was told late
 */
export function setsDue(before: AttributedOrder | undefined, after: AttributedOrder, isLate = false): DraftSet[] {
  const { book, currency } = after;
  if (before && (before.book !== book || before.currency !== currency)) {
    const reason = 'correction';
    const leaving = asSet(before, reason, differences(creditsOf(before.netMinor, before), []));
    return [leaving, asSet(after, reason, differences([], creditsOf(after.netMinor, after)))].filter(isSomething);
  }
  const held = before ? creditsOf(before.netMinor, before) : [];
  const reason = reasonOf(before, after, isLate);
  return [asSet(after, reason, differences(held, creditsOf(after.netMinor, after)))].filter(isSomething);
}

function reasonOf(before: AttributedOrder | undefined, after: AttributedOrder, isLate: boolean): SetReason {
  if (!before) return after.netMinor < 0n ? 'refund' : 'capture';
  if (isLate) return 'late_touch';
  if (before.netMinor === after.netMinor) return 'correction';
  return after.netMinor < before.netMinor ? 'refund' : 'edit';
}

function asSet({ book, currency }: AttributedOrder, reason: SetReason, credits: readonly Credit[]): DraftSet {
  return { book, currency, reason, amountMinor: credits.reduce((sum, one) => sum + one.amountMinor, 0n), credits };
}

const isSomething = ({ credits }: DraftSet): boolean => credits.length > 0;

/** In the order of the path as it is now, then what left it. */
function differences(held: readonly Credit[], due: readonly Credit[]): Credit[] {
  const byTouch = new Map<string | undefined, Credit>(due.map((credit) => [credit.touch?.id, credit]));
  for (const { touch, amountMinor } of held) {
    const now = byTouch.get(touch?.id);
    byTouch.set(touch?.id, {
      ...(touch && { touch }),
      ...now,
      weight: now?.weight ?? 0n,
      amountMinor: (now?.amountMinor ?? 0n) - amountMinor,
    });
  }
  return [...byTouch.values()].filter(({ amountMinor }) => amountMinor !== 0n);
}
