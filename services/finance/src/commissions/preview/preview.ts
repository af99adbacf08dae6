import { allocate } from '@vividwalls/money';
import { commissionBeforeCap, periodCommission } from '../accruals/period-commission.js';
import type { Beneficiary } from '../plans/beneficiary.js';
import type { Terms } from '../plans/terms.js';

/** What a plan would have brought on a period's credited revenue. Amounts in minor units. */
export interface Preview {
  readonly beforeCapMinor: bigint;
  /** Never more than the cap. */
  readonly commissionMinor: bigint;
  /** To the floor, once the period is over. */
  readonly topUpMinor: bigint;
  readonly totalMinor: bigint;
  /** By payee, of the total. */
  readonly shares: readonly (Beneficiary & { readonly amountMinor: bigint })[];
}

/** As if every order had been accrued once, at the credits that it has now. */
export function previewOf(terms: Terms, baseMinor: bigint): Preview {
  const commissionMinor = periodCommission(terms, baseMinor);
  const topUpMinor = commissionMinor < terms.floorMinor ? terms.floorMinor - commissionMinor : 0n;
  const totalMinor = commissionMinor + topUpMinor;
  const parts = allocate(
    totalMinor,
    terms.payees.map(({ sharePpm }) => sharePpm),
  );
  return {
    ...{ beforeCapMinor: commissionBeforeCap(terms, baseMinor), commissionMinor, topUpMinor, totalMinor },
    shares: terms.payees.map(({ kind, id }, index) => ({ kind, id, amountMinor: parts[index]! })),
  };
}
