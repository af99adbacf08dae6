/** Why money shall go back. */
export const REFUND_REASONS = ['damaged', 'lost', 'wrong_item', 'regret'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** What is known of an order whose money shall go back; what nobody told is null. */
export interface RefundFacts {
  readonly reason: RefundReason;
  readonly deliveredAt: Date | null;
  /** When the customer told of it. */
  readonly reportedAt: Date;
  readonly hasPictures: boolean | null;
  readonly isOriginal: boolean | null;
  readonly paidMinor: bigint | null;
  readonly refundedMinor: bigint;
  readonly lines: readonly { readonly title: string; readonly amountMinor: bigint | null }[];
  /** What was asked for; null: the lines. */
  readonly askedMinor: bigint | null;
}

export interface RefundProposal {
  /** `eligible`: by the shop's rules. `not_eligible`: against them. `unclear`: something must be known first, or no rule is written. */
  readonly verdict: 'eligible' | 'not_eligible' | 'unclear';
  /** Null when it can't be said; never above what was paid less what went back. */
  readonly amountMinor: bigint | null;
  readonly daysSinceDelivery: number | null;
  readonly reasons: readonly string[];
  /** Where the rules stand. */
  readonly sources: readonly string[];
}

interface Rule {
  readonly source: string;
  /** Days after the delivery within which it must be told; null: no time is written. */
  readonly withinDays: number | null;
  readonly needs: 'hasPictures' | 'isOriginal' | null;
}

/** The shop's rules, with the articles in which they stand; null: the shop has written none. */
const RULES: Readonly<Record<RefundReason, Rule | null>> = {
  damaged: { source: 'knowledge: faq-damage (7 days, with photographs)', withinDays: 7, needs: 'hasPictures' },
  regret: {
    source: 'knowledge: returns-eligibility (30 days, original condition)',
    ...{ withinDays: 30, needs: 'isOriginal' },
  },
  lost: null,
  wrong_item: null,
};

const NEEDS = {
  hasPictures: ['there are no pictures of the damage', 'nobody knows whether there are pictures of the damage'],
  isOriginal: ['it is not in its original condition', 'nobody knows whether it is in its original condition'],
} as const;

const DAY_MS = 86_400_000;

/** What the rules of the shop say to a refund, and how much it would be. People decide. */
export function proposeRefund(facts: RefundFacts): RefundProposal {
  const { deliveredAt, reportedAt } = facts;
  const daysSinceDelivery =
    deliveredAt === null ? null : Math.max(0, Math.floor((reportedAt.getTime() - deliveredAt.getTime()) / DAY_MS));
  const amount = amountOf(facts);
  const ruled = byRule(facts, daysSinceDelivery);
  // Against the rules is against the rules, whatever the amount would be.
  const verdict = ruled.verdict === 'eligible' && amount.minor === null ? 'unclear' : ruled.verdict;
  return {
    ...{ verdict, amountMinor: amount.minor, daysSinceDelivery },
    ...{ reasons: [...ruled.reasons, ...amount.reasons], sources: ruled.sources },
  };
}

type Ruled = Pick<RefundProposal, 'verdict' | 'reasons' | 'sources'>;

function byRule(facts: RefundFacts, days: number | null): Ruled {
  const rule = RULES[facts.reason];
  if (!rule) {
    const reason = `no rule is written for ${facts.reason.replace('_', ' ')}: people decide`;
    return { verdict: 'unclear', reasons: [reason], sources: [] };
  }
  const { withinDays, needs, source } = rule;
  const against = [
    ...(withinDays !== null && days !== null && days > withinDays
      ? [`told ${days} days after the delivery, the rule has ${withinDays}`]
      : []),
    ...(needs !== null && facts[needs] === false ? [NEEDS[needs][0]] : []),
  ];
  if (against.length > 0) return { verdict: 'not_eligible', reasons: against, sources: [source] };
  const unknown = [
    ...(withinDays !== null && days === null ? ['nobody knows when it was delivered'] : []),
    ...(needs !== null && facts[needs] === null ? [NEEDS[needs][1]] : []),
  ];
  if (unknown.length > 0) return { verdict: 'unclear', reasons: unknown, sources: [source] };
  return { verdict: 'eligible', reasons: [], sources: [source] };
}

function amountOf({ paidMinor, refundedMinor, lines, askedMinor }: RefundFacts): {
  readonly minor: bigint | null;
  readonly reasons: readonly string[];
} {
  const none = (reason: string) => ({ minor: null, reasons: [reason] });
  if (paidMinor === null) return none('what was paid is not known');
  const left = paidMinor - refundedMinor;
  if (left <= 0n) return none('everything that was paid has gone back already');
  const wanted = askedMinor ?? sumOf(lines);
  if (wanted === null) return none('how much shall go back is not known');
  if (wanted <= 0n) return none('nothing shall go back');
  if (wanted <= left) return { minor: wanted, reasons: [] };
  return { minor: left, reasons: ['more was asked for than is left of what was paid: the rest of it is proposed'] };
}

function sumOf(lines: RefundFacts['lines']): bigint | null {
  if (lines.length === 0 || lines.some(({ amountMinor }) => amountMinor === null)) return null;
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor!, 0n);
}
