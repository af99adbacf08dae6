import { beneficiaryKey, type Beneficiary } from '../plans/beneficiary.js';

/** Somebody who is paid, in one currency. */
export interface PayeeKey extends Beneficiary {
  readonly currency: string;
}

export const payeeKey = (payee: PayeeKey): string => `${payee.currency} ${beneficiaryKey(payee)}`;
