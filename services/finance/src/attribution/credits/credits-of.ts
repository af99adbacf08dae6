import { allocate } from '@vividwalls/money';
import type { PathTouch } from '../touches/touch.js';

/** A share of an order's net revenue. */
export interface Credit {
  /** Undefined: nothing touched the order, the credit is unattributed. */
  readonly touch?: PathTouch;
  readonly weight: bigint;
  readonly amountMinor: bigint;
}

/** Who gets what of an amount: integers that sum to it exactly; all unattributed when nothing touched the order. */
export function creditsOf(
  amountMinor: bigint,
  { path, weights }: { readonly path: readonly PathTouch[]; readonly weights: readonly bigint[] },
): Credit[] {
  if (path.length === 0) return [{ weight: 1n, amountMinor }];
  const amounts = allocate(amountMinor, weights);
  return path.map((touch, i) => ({ touch, weight: weights[i]!, amountMinor: amounts[i]! }));
}
