import { Problem } from '@vividwalls/platform';
import { BENEFICIARY_KINDS, readBeneficiary, type Beneficiary } from './beneficiary.js';

/** The beneficiary that a query names. @throws Problem 400 */
export function askedBeneficiary(key: string | undefined): Beneficiary | undefined {
  if (key === undefined) return undefined;
  const beneficiary = readBeneficiary(key);
  if (beneficiary) return beneficiary;
  const kinds = BENEFICIARY_KINDS.join(', ');
  throw new Problem(400, 'Bad Request', `beneficiary must be kind:id with a kind of ${kinds}: agent:sales-director`);
}
