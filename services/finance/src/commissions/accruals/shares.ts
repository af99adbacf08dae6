import { allocate } from '@vividwalls/money';
import { beneficiaryKey, type Beneficiary } from '../plans/beneficiary.js';
import type { Payee } from '../plans/terms.js';

/** What one payee has of one order's commission; neither part is ever negative. */
export interface Share extends Beneficiary {
  /** Until the hold is over. */
  readonly heldMinor: bigint;
  /** Since then. */
  readonly releasedMinor: bigint;
}

/** By how much a share changes. */
export interface ShareChange extends Beneficiary {
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
}

/**
 * What must change for the payees' shares to sum to the order's commission: each is due its part of the whole by largest
 * remainder. What is gained is held; what is lost is taken from what is held first, and only then from what was released, of
 * which some may be paid already.
 *
 * Largest remainder may give one payee a unit less of a larger whole (the Alabama paradox, from three payees on); such a unit
 * moves like any other.
 */
export function shareOut(payees: readonly Payee[], shares: readonly Share[], commissionMinor: bigint): ShareChange[] {
  const has = new Map(shares.map((share) => [beneficiaryKey(share), share]));
  const due = allocate(
    commissionMinor,
    payees.map(({ sharePpm }) => sharePpm),
  );
  return payees.flatMap(({ kind, id }, index) => {
    const { heldMinor = 0n, releasedMinor = 0n } = has.get(beneficiaryKey({ kind, id })) ?? {};
    const difference = due[index]! - heldMinor - releasedMinor;
    if (difference === 0n) return [];
    if (difference > 0n) return [{ kind, id, heldMinor: difference, payableMinor: 0n }];
    const fromHeld = heldMinor < -difference ? heldMinor : -difference;
    return [{ kind, id, heldMinor: -fromHeld, payableMinor: difference + fromHeld }];
  });
}

/** What releasing these shares moves: everything that is held. */
export function releaseOf(shares: readonly Share[]): ShareChange[] {
  return shares
    .filter(({ heldMinor }) => heldMinor > 0n)
    .map(({ kind, id, heldMinor }) => ({ kind, id, heldMinor: -heldMinor, payableMinor: heldMinor }));
}

/** The shares with what changed. */
export function withChanges(shares: readonly Share[], changes: readonly ShareChange[]): Share[] {
  const all = new Map(shares.map((share) => [beneficiaryKey(share), share]));
  for (const { kind, id, heldMinor, payableMinor } of changes) {
    const was = all.get(beneficiaryKey({ kind, id })) ?? { kind, id, heldMinor: 0n, releasedMinor: 0n };
    all.set(beneficiaryKey(was), {
      ...{ kind, id },
      heldMinor: was.heldMinor + heldMinor,
      releasedMinor: was.releasedMinor + payableMinor,
    });
  }
  return [...all.values()];
}
