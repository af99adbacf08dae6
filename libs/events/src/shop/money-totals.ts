import { IsCurrencyCode, IsMinorUnits, IsOptional } from '../core/rules.js';

/** What the shopper saw and paid in, when it is not the shop's currency. */
export class PresentmentTotal {
  @IsCurrencyCode() currency!: string;
  @IsMinorUnits() totalMinor!: string;
}

/** An order's sums in the shop's currency, minor units, as Shopify states them. */
export class OrderTotals {
  /** Lines before any discount, Σ price × quantity. */
  @IsMinorUnits() linesMinor!: string;
  /** All discounts of lines and shipping together, positive. */
  @IsMinorUnits() discountsMinor!: string;
  @IsMinorUnits() subtotalMinor!: string;
  /** Shipping after shipping discounts. */
  @IsMinorUnits() shippingMinor!: string;
  @IsMinorUnits() taxMinor!: string;
  @IsMinorUnits() tipMinor!: string;
  @IsMinorUnits() dutiesMinor!: string;
  @IsMinorUnits() additionalFeesMinor!: string;
  /** What the order costs before returns (`total_price`). */
  @IsMinorUnits() totalMinor!: string;
  /** What it costs after edits, returns and refunds (`current_total_price`). */
  @IsMinorUnits() currentTotalMinor!: string;
  /** What Shopify says is still owed. Known to be wrong on paid orders: never trust it when the status is `paid`. */
  @IsMinorUnits() outstandingMinor!: string;
  /** Cash payments only: what rounding to the smallest coin added to the money taken; absent when nothing was. */
  @IsOptional() @IsMinorUnits() cashRoundingMinor?: string;
}
