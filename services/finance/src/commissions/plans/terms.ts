import type { Beneficiary } from './beneficiary.js';

/** Rates and shares are whole parts per million: 100,000 is 10 %. */
export const WHOLE_PPM = 1_000_000n;

/** A rate and the revenue from which it holds, up to where the next tier begins. */
export interface Tier {
  readonly fromMinor: bigint;
  readonly ratePpm: bigint;
}

/**
 * What a tier's rate is applied to: the revenue within the tier (`marginal`, as an income tax does it), or the whole revenue
 * of the period once it has reached the tier (`whole`).
 */
export type TierMode = 'marginal' | 'whole';

/** Who is paid, and how much of each order's commission. */
export interface Payee extends Beneficiary {
  readonly sharePpm: bigint;
}

/** What one version of a plan promises. Amounts in minor units of the plan's currency. */
export interface Terms {
  readonly tierMode: TierMode;
  /** In the order of revenue; the first begins at zero. A plain rate is a single tier. */
  readonly tiers: readonly Tier[];
  /** Shares sum to the whole. */
  readonly payees: readonly Payee[];
  /** Most that a period can bring; null is no limit. */
  readonly capMinor: bigint | null;
  /** Least that a period brings: what is missing when it is over is topped up. Zero guarantees nothing. */
  readonly floorMinor: bigint;
  /** Days from the order until its commission is released. */
  readonly holdDays: number;
  /** Whose credits count besides the beneficiary's own; only for partners, who have none. */
  readonly campaigns: readonly string[];
  readonly agents: readonly string[];
}
