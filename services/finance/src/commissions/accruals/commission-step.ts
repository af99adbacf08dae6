import type { Beneficiary } from '../plans/beneficiary.js';
import type { Plan, PlanVersion } from '../plans/plan.js';
import type { Accrual } from './accrual.js';
import type { OrderCommission } from './order-commission.js';
import { releaseOf, shareOut, withChanges, type ShareChange } from './shares.js';

/** One step of one order's commission: what is booked, moved and told. */
export interface CommissionStep {
  readonly kind: 'accrual' | 'clawback' | 'release';
  readonly plan: Plan;
  readonly version: PlanVersion;
  /** As it stands after the step. */
  readonly commission: OrderCommission;
  readonly changes: readonly ShareChange[];
  /** Sums of the changes. */
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
}

/** The terms under which a commission stands. */
export interface Standing {
  readonly plan: Plan;
  readonly version: PlanVersion;
  readonly commission: OrderCommission;
}

/** A commission restated: as it is then, and the step if the payees' shares changed. */
export function restated(
  { plan, version, commission: before }: Standing,
  accrual: Accrual,
): { readonly commission: OrderCommission; readonly step?: CommissionStep } {
  const changes = shareOut(version.payees, before.shares, accrual.commissionMinor);
  if (changes.length === 0) return { commission: { ...before, accrual } };
  const shares = withChanges(before.shares, changes);
  const commission = { ...before, accrual, shares, seq: before.seq + 1 };
  const kind = accrual.commissionMinor < before.accrual.commissionMinor ? 'clawback' : 'accrual';
  return { commission, step: { kind, plan, version, commission, changes, ...sumsOf(changes) } };
}

/** A commission released: all that is on hold of it. */
export function released({ plan, version, commission: before }: Standing): CommissionStep {
  const changes = releaseOf(before.shares);
  const commission = { ...before, shares: withChanges(before.shares, changes), seq: before.seq + 1 };
  return { kind: 'release', plan, version, commission, changes, ...sumsOf(changes) };
}

/** The unique cause of the step's journal entry. */
export function causeOf({ kind, plan, commission: { orderId, seq } }: CommissionStep): string {
  return `commission:${kind}:${orderId}:${plan.id}:${seq}`;
}

/** What is on hold of a commission. */
export function heldOf({ shares }: Pick<OrderCommission, 'shares'>): bigint {
  return shares.reduce((sum, { heldMinor }) => sum + heldMinor, 0n);
}

function sumsOf(changes: readonly (Beneficiary & { heldMinor: bigint; payableMinor: bigint })[]) {
  return changes.reduce(
    (sums, change) => ({
      heldMinor: sums.heldMinor + change.heldMinor,
      payableMinor: sums.payableMinor + change.payableMinor,
    }),
    { heldMinor: 0n, payableMinor: 0n },
  );
}
