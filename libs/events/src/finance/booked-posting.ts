import { IsCurrencyCode, IsMinorUnits, IsText } from '../core/rules.js';

export class BookedPosting {
  @IsText(128) account!: string;
  /** Debits positive, credits negative. */
  @IsMinorUnits() amountMinor!: string;
  @IsCurrencyCode() currency!: string;
}
