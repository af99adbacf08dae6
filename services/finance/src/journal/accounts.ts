export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

export interface Account {
  /** `<type>:<name>`, the key in every posting. */
  readonly code: string;
  readonly type: AccountType;
  /** What stands on it, for a reader of the trial balance. */
  readonly name: string;
}

/**
 * The chart of accounts, in the order in which reports and entries list it. Contra accounts carry the type they reduce, so
 * that gross sales and what was taken off them both stay visible. `docs/finance.md` explains each one.
 */
export const CHART = [
  account('asset', 'payments-clearing', 'Captured by payment providers, not yet paid out'),
  account('asset', 'accounts-receivable', 'Owed by shoppers; negative when one paid too much'),
  account('liability', 'sales-tax', 'Tax collected, owed to the authorities'),
  account('liability', 'duties', 'Duties collected, owed to customs or carrier'),
  account('liability', 'gift-cards', 'Gift cards sold, not yet spent'),
  account('liability', 'refunds-payable', 'Refunds granted whose payment is still under way'),
  account('income', 'sales', 'Goods sold, before discounts'),
  account('income', 'discounts', 'Discounts on goods and shipping (reduces income)'),
  account('income', 'refunds', 'Goods taken back (reduces income)'),
  account('income', 'refund-adjustments', 'Money returned without goods, or goods taken back without money'),
  account('income', 'shipping', 'Shipping charged, before discounts'),
  account('income', 'shipping-refunds', 'Shipping returned (reduces income)'),
  account('income', 'tips', 'Tips'),
  account('income', 'fees', 'Additional fees charged on orders'),
  account('income', 'cash-rounding', 'Cash taken beyond or short of totals, for want of small coins'),
  account('income', 'unreconciled', "What an order's total holds beyond its stated parts"),
] as const satisfies readonly Account[];

export type AccountCode = (typeof CHART)[number]['code'];

const POSITION: ReadonlyMap<string, number> = new Map(CHART.map(({ code }, position) => [code, position]));

/** Position in the chart; an account that is not in it sorts last. */
export function chartPosition(code: string): number {
  return POSITION.get(code) ?? CHART.length;
}

function account<T extends AccountType, N extends string>(type: T, name: N, description: string) {
  return { code: `${type}:${name}` as const, type, name: description } as const;
}
