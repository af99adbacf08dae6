/** The three numbers of a budget, in the smallest parts of its unit. */
export interface BudgetBalance {
  readonly allocatedMinor: bigint;
  /** Held for spends that are authorised and not settled yet. */
  readonly reservedMinor: bigint;
  readonly spentMinor: bigint;
}

export const NOTHING: BudgetBalance = { allocatedMinor: 0n, reservedMinor: 0n, spentMinor: 0n };

/** What is spent or held: what must not go above the allocation of a hard limit. */
export const usedMinor = ({ reservedMinor, spentMinor }: BudgetBalance): bigint => reservedMinor + spentMinor;

/** What may still be reserved; below zero when a soft limit was passed. */
export const remainingMinor = (balance: BudgetBalance): bigint => balance.allocatedMinor - usedMinor(balance);

export type MovementKind =
  'allocated' | 'transferred in' | 'transferred out' | 'reserved' | 'committed' | 'released' | 'expired';

/** One change of a budget. What it adds to each of the three numbers may be negative. */
export interface Movement extends BudgetBalance {
  readonly budgetId: string;
  readonly kind: MovementKind;
  /** The spend's key or the transfer's id. */
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
  readonly actor: string;
}

type MovementOf = Pick<Movement, 'actor' | 'reference' | 'reason'>;

export function plus(balance: BudgetBalance, change: BudgetBalance): BudgetBalance {
  return {
    allocatedMinor: balance.allocatedMinor + change.allocatedMinor,
    reservedMinor: balance.reservedMinor + change.reservedMinor,
    spentMinor: balance.spentMinor + change.spentMinor,
  };
}

/** The allocation becomes more, or less. */
export function allocation(budgetId: string, changeMinor: bigint, of: MovementOf): Movement {
  return { ...NOTHING, ...of, budgetId, kind: 'allocated', allocatedMinor: changeMinor };
}

export function transfer(budgetId: string, changeMinor: bigint, of: MovementOf): Movement {
  const kind = changeMinor < 0n ? 'transferred out' : 'transferred in';
  return { ...NOTHING, ...of, budgetId, kind, allocatedMinor: changeMinor };
}

/** A spend is authorised: all that it may come to is held. */
export function reservation(budgetId: string, heldMinor: bigint, of: MovementOf): Movement {
  return { ...NOTHING, ...of, budgetId, kind: 'reserved', reservedMinor: heldMinor };
}

/** A spend came to its end: what was held is free, and what it really came to is spent. */
export function settlement(
  budgetId: string,
  kind: 'committed' | 'released' | 'expired',
  heldMinor: bigint,
  actualMinor: bigint,
  of: MovementOf,
): Movement {
  return { ...NOTHING, ...of, budgetId, kind, reservedMinor: -heldMinor, spentMinor: actualMinor };
}
