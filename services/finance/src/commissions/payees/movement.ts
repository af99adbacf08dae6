import type { CalendarDay } from '../../reports/calendar-day.js';
import type { Beneficiary } from '../plans/beneficiary.js';

export type MovementKind = 'accrual' | 'release' | 'clawback' | 'top_up' | 'payment';

/** By how much what is owed to one payee changes, minor units. Added once, never changed. */
export interface Movement extends Beneficiary {
  readonly movement: MovementKind;
  readonly currency: string;
  /** On hold; to be paid. One of them is not zero. */
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly accrualId?: string;
  readonly orderId?: string;
  /** The shop of that order. */
  readonly shop?: string;
  readonly planId?: string;
  /** First day of the plan's period. */
  readonly periodFrom?: CalendarDay;
  /** What of the order was credited after this step. */
  readonly baseMinor?: bigint;
  readonly paymentId?: string;
  /** The cause of the journal entry that books it. */
  readonly cause: string;
  /** ISO 8601 in UTC. */
  readonly occurredAt: string;
  readonly eventId: string;
  readonly actor: string;
}

/** The columns of a statement that a movement adds to. */
export interface StatementSums {
  readonly accruedMinor: bigint;
  readonly clawedBackHeldMinor: bigint;
  readonly releasedMinor: bigint;
  readonly toppedUpMinor: bigint;
  readonly clawedBackReleasedMinor: bigint;
  readonly paidMinor: bigint;
}

/** Where a movement stands in its statement. All are positive in the usual direction of their kind. */
export function statementSums({ movement, heldMinor, payableMinor }: Movement): StatementSums {
  const only = (kind: MovementKind, amount: bigint): bigint => (movement === kind ? amount : 0n);
  return {
    accruedMinor: only('accrual', heldMinor),
    clawedBackHeldMinor: only('clawback', -heldMinor),
    releasedMinor: only('release', payableMinor),
    toppedUpMinor: only('top_up', payableMinor),
    clawedBackReleasedMinor: only('clawback', -payableMinor),
    paidMinor: only('payment', -payableMinor),
  };
}
