import type { ActFacts, ApprovalVerdict } from '@vividwalls/contracts';

/** What of finance takes effect only with leave. */
export const EFFECT_KINDS = ['transfer', 'spend', 'payment'] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number];

/**
 *     (wanted) ──► to_ask ──► waiting ──┐ a decision is told, or its time is over
 *                    ▲  │  ▲            │
 *                    │  │  └────────────┘
 *                    │  ├──leave, used, done──► used
 *                    │  ├──anything else──────► ended
 *                    │  └──nobody needs it────► withdrawing ──► ended
 *                    └──no answer
 *
 * `to_ask` and `waiting` alone may still become something.
 */
export const ASKED_STATES = ['to_ask', 'waiting', 'withdrawing', 'used', 'ended'] as const;
export type AskedState = (typeof ASKED_STATES)[number];

/** Leave that is wanted for one effect, and what governance said of it last. */
export interface AskedApproval {
  /** `transfer:<id>`: the question's key at governance. */
  readonly key: string;
  readonly kind: EffectKind;
  /** Of the transfer, the spend or the payment; also what the leave is used for. */
  readonly effectId: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly state: AskedState;
  /** Governance's last word; null before its first. */
  readonly verdict: ApprovalVerdict | null;
  readonly approvalId: string | null;
  readonly decidedBy: readonly string[];
  /** Of the last word, or of its end. */
  readonly reason: string;
  /** When a person must have decided; while it waits. */
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
  /** Tries since governance last answered. */
  readonly attempts: number;
  /** Goes up with every change, so that whoever looked before knows. */
  readonly version: number;
}

export const approvalKey = (kind: EffectKind, effectId: string): string => `${kind}:${effectId}`;

/** What is asked for an effect, as its rows are at the moment. */
export interface EffectQuestion {
  readonly act: 'budget.transfer' | 'budget.overspend' | 'commission.pay';
  readonly subject: string;
  readonly facts: ActFacts;
  readonly does: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly correlationId: string;
}
