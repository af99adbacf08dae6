/** What the books have of some days in one currency. */
export interface RevenueSums {
  readonly currency: string;
  /** Orders placed in these days. */
  readonly orders: number;
  /** What they came to by now, whenever it was booked. */
  readonly ofOrdersMinor: bigint;
  /** What was booked in these days, of whatever order. */
  readonly bookedMinor: bigint;
  /** Of that, what is of the orders placed in these days. */
  readonly bookedOfThemMinor: bigint;
}

/** Both bases, and what lies between them: booked = ofOrders − bookedOnOtherDays + ofOtherOrders. Amounts as text. */
export interface RevenueBasis {
  readonly currency: string;
  readonly orders: number;
  readonly ofOrdersMinor: string;
  readonly bookedMinor: string;
  readonly bookedOnOtherDaysMinor: string;
  readonly ofOtherOrdersMinor: string;
}

/**
 * Net revenue of some days on the two bases that reports have. Booked in these days: a refund counts on the day of the refund,
 * as in the P&L. Of the orders placed in these days: a refund counts with its order, whenever it was.
 */
export function revenueBasis({ currency, orders, ...sums }: RevenueSums): RevenueBasis {
  const { ofOrdersMinor, bookedMinor, bookedOfThemMinor } = sums;
  return {
    ...{ currency, orders, ofOrdersMinor: String(ofOrdersMinor), bookedMinor: String(bookedMinor) },
    bookedOnOtherDaysMinor: String(ofOrdersMinor - bookedOfThemMinor),
    ofOtherOrdersMinor: String(bookedMinor - bookedOfThemMinor),
  };
}
