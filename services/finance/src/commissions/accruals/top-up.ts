import { allocate } from '@vividwalls/money';
import type { Plan, PlanVersion } from '../plans/plan.js';
import type { PeriodRow } from './order-commission.js';
import type { ShareChange } from './shares.js';

/** A change of what a period that is over gets besides its orders' commissions. */
export interface TopUp {
  readonly plan: Plan;
  readonly version: PlanVersion;
  /** As it stands after the change. */
  readonly period: PeriodRow;
  readonly changes: readonly ShareChange[];
  /** Sum of the changes; negative when late orders have brought what a top-up had replaced. */
  readonly amountMinor: bigint;
}

/** What a guaranteed period lacks to its floor. While a period runs it lacks nothing: it may still bring more. */
export function topUpDue(floorMinor: bigint, { commissionMinor, isGuaranteed }: PeriodRow): bigint {
  return isGuaranteed && commissionMinor < floorMinor ? floorMinor - commissionMinor : 0n;
}

/** The change that makes the period's top-up what is due; undefined when it is. Shares by largest remainder, of the whole. */
export function topUpOf(plan: Plan, version: PlanVersion, period: PeriodRow): TopUp | undefined {
  const due = topUpDue(version.floorMinor, period);
  if (due === period.topUpMinor) return undefined;
  const weights = version.payees.map(({ sharePpm }) => sharePpm);
  const [was, is] = [allocate(period.topUpMinor, weights), allocate(due, weights)];
  const changes = version.payees
    .map(({ kind, id }, i): ShareChange => ({ kind, id, heldMinor: 0n, payableMinor: is[i]! - was[i]! }))
    .filter(({ payableMinor }) => payableMinor !== 0n);
  return {
    ...{ plan, version, changes },
    period: { ...period, topUpMinor: due, topUps: period.topUps + 1 },
    amountMinor: due - period.topUpMinor,
  };
}
