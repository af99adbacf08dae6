import type { BodyFault } from '@vividwalls/platform';
import { amountText, type BudgetUnit } from '../budget-unit.js';
import { heldMinor } from './spend-request.js';
import { isOverdue, type Spend } from './spend.js';

export interface CommitOrder {
  readonly kind: 'commit';
  readonly key: string;
  readonly actor: string;
  /** What it really came to. */
  readonly actualMinor: bigint;
  /** Checked when it is given, so that dollars are not committed as yen. */
  readonly unit?: BudgetUnit | undefined;
  /** When it was spent; now when left out. */
  readonly occurredAt?: Date | undefined;
}

export interface ReleaseOrder {
  readonly kind: 'release';
  readonly key: string;
  readonly actor: string;
}

export type SettleOrder = CommitOrder | ReleaseOrder;

/** Why a spend can't be settled so. */
export interface SettleRefusal {
  readonly status: 404 | 409 | 422;
  readonly detail: string;
  readonly faults?: readonly BodyFault[];
}

/** `changed`: to be written. Unchanged, it is an order that was carried out before. */
export type Settled = { readonly spend: Spend; readonly isChanged: boolean };

/**
 * What a spend becomes by an order. Committing again what is committed, or releasing what is no longer held, changes nothing and
 * is no fault: whoever got no answer asks again. More than was authorised and allowed for is never committed.
 */
export function settleSpend(spend: Spend | undefined, order: SettleOrder, now: Date): Settled | SettleRefusal {
  if (!spend) return { status: 404, detail: `There is no spend ${order.key}.` };
  return order.kind === 'commit' ? commit(spend, order, now) : release(spend, now);
}

function commit(spend: Spend, order: CommitOrder, now: Date): Settled | SettleRefusal {
  const { actualMinor, unit } = order;
  const fault = (pointer: string, message: string): SettleRefusal => {
    return { status: 422, detail: `Spend ${spend.key} can't be committed so.`, faults: [{ pointer, message }] };
  };
  if (unit !== undefined && unit !== spend.unit) return fault('/currency', `must be ${spend.unit}, as authorised`);
  if (spend.state === 'committed') {
    if (spend.actualMinor === actualMinor) return { spend, isChanged: false };
    const before = amountText(spend.actualMinor!, spend.unit);
    return { status: 409, detail: `Spend ${spend.key} was committed with ${before} already.` };
  }
  if (isOverdue(spend, now) || spend.state === 'expired') {
    const when = spend.expiresAt!.toISOString();
    return {
      status: 409,
      detail: `The hold of spend ${spend.key} ended on ${when}. Authorise a new one and commit that.`,
    };
  }
  if (spend.state !== 'reserved')
    return { status: 409, detail: `Spend ${spend.key} is ${spend.state}: nothing is held.` };
  if (actualMinor > heldMinor(spend)) return fault('/actualMinor', tooMuch(spend));
  return { spend: { ...spend, state: 'committed', actualMinor, settledAt: now }, isChanged: true };
}

function release(spend: Spend, now: Date): Settled | SettleRefusal {
  if (spend.state === 'released' || spend.state === 'expired') return { spend, isChanged: false };
  // One that still waits for leave holds nothing; its question is withdrawn.
  if (spend.state === 'reserved' || spend.state === 'pending')
    return { spend: { ...spend, state: 'released', settledAt: now }, isChanged: true };
  return { status: 409, detail: `Spend ${spend.key} is ${spend.state}: there is nothing to release.` };
}

function tooMuch({ amountMinor, allowanceMinor, unit }: Spend): string {
  const amount = amountText(amountMinor, unit);
  return allowanceMinor === 0n
    ? `must not be above the ${amount} authorised: no allowance was asked for`
    : `must not be above the ${amount} authorised with the allowance of ${amountText(allowanceMinor, unit)}`;
}
