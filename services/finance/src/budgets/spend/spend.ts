import type { SpendDecision } from '@vividwalls/contracts';
import type { SpendRequest } from './spend-request.js';

/**
 *     ask ──▶ refused
 *      ├────▶ pending ──no leave of governance──▶ rejected
 *      │         ├──────released before that────▶ released
 *      │         └──────leave of governance──┐
 *      └────▶ reserved ◀─────────────────────┘
 *                ├──commit──▶ committed
 *                ├──release─▶ released
 *                └──time────▶ expired
 *
 * Only `reserved` holds money, only `committed` has spent some. Every other state is the end of it.
 */
export type SpendState = 'refused' | 'pending' | 'rejected' | 'reserved' | 'committed' | 'released' | 'expired';

export const SPEND_STATES: readonly SpendState[] = [
  ...(['refused', 'pending', 'rejected', 'reserved', 'committed', 'released', 'expired'] as const),
];

/** A spend from its question to its end. */
export interface Spend extends SpendRequest {
  /** UUIDv7; also the id of the event that told of the decision, with which everything of this spend is correlated. */
  readonly id: string;
  readonly state: SpendState;
  readonly reason: string;
  /** The budgets that it counts against, the most specific first. For a refusal, those that hold for it. */
  readonly budgetIds: readonly string[];
  /** What the tightest of them had left after the decision. */
  readonly remainingMinor: bigint | null;
  readonly expiresAt: Date | null;
  readonly actualMinor: bigint | null;
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
}

/** Whether its hold is over though nobody has ended it yet. */
export const isOverdue = ({ state, expiresAt }: Spend, now: Date): boolean => state === 'reserved' && expiresAt! <= now;

/**
 * The answer to a spend's question, the first time and every other time. What may not be spent any more is refused, so that
 * a late repeat of the question never is leave to spend again.
 */
export function decisionOf(spend: Spend, now: Date): SpendDecision {
  const { key, state, budgetIds, remainingMinor, expiresAt } = spend;
  const about = {
    key,
    ...(budgetIds[0] && { budgetId: budgetIds[0] }),
    ...(remainingMinor !== null && { remainingMinor: remainingMinor.toString() }),
  };
  if (isOverdue(spend, now) || state === 'expired')
    return {
      decision: 'refused',
      reason: `the hold ended on ${expiresAt!.toISOString()}; ask with a new key`,
      ...about,
    };
  if (state === 'released') return { decision: 'refused', reason: 'it was released; ask with a new key', ...about };
  if (state === 'pending') return { decision: 'approval_required', reason: spend.reason, ...about };
  if (state === 'refused' || state === 'rejected') return { decision: 'refused', reason: spend.reason, ...about };
  const reason = state === 'committed' ? 'it is committed already' : spend.reason;
  return { decision: 'authorised', reason, ...about, expiresAt: expiresAt!.toISOString() };
}
