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
  account('asset', 'bank', 'Money at the bank, as payouts and payments tell'),
  account('asset', 'payments-clearing', 'Captured by payment providers, not yet paid out'),
  account('asset', 'accounts-receivable', 'Owed by shoppers; negative when one paid too much'),
  account('asset', 'disputed', 'Taken back by a bank while a chargeback is undecided'),
  account('asset', 'inventory', 'Prints that came back and can be sold again, at cost'),
  account('liability', 'sales-tax', 'Tax collected, owed to the authorities'),
  account('liability', 'duties', 'Duties collected, owed to customs or carrier'),
  account('liability', 'gift-cards', 'Gift cards sold, not yet spent'),
  account('liability', 'refunds-payable', 'Refunds granted whose payment is still under way'),
  account('liability', 'processor-fees', 'Fees that the payment provider will keep of the next payout'),
  account('liability', 'accounts-payable', 'Owed to suppliers: printers, advertising, models'),
  account('liability', 'commissions-accrued', 'Commissions earned and still on hold'),
  account('liability', 'commissions-payable', 'Commissions released; a debit is carried forward'),
  account('equity', 'owner', 'Paid in or taken out by the owner'),
  account('equity', 'conversion', 'The two sides of an entry in two currencies'),
  account('income', 'sales', 'Goods sold, before discounts'),
  account('income', 'discounts', 'Discounts on goods and shipping (reduces income)'),
  account('income', 'refunds', 'Goods taken back (reduces income)'),
  account('income', 'refund-adjustments', 'Money returned without goods, or goods taken back without money'),
  account('income', 'shipping', 'Shipping charged, before discounts'),
  account('income', 'shipping-refunds', 'Shipping returned (reduces income)'),
  account('income', 'tips', 'Tips'),
  account('income', 'fees', 'Additional fees charged on orders'),
  account('income', 'cash-rounding', 'Cash taken beyond or short of totals, for want of small coins'),
  account('income', 'chargebacks', 'Lost to chargebacks (reduces income)'),
  account('income', 'unreconciled', "What an order's total holds beyond its stated parts"),
  account('expense', 'cost-of-goods', 'Printing of what was sold'),
  account('expense', 'shipping', 'Sending what was sold'),
  account('expense', 'processor-fees', 'What payment providers keep of captures'),
  account('expense', 'chargeback-fees', 'What a bank charges for a chargeback'),
  account('expense', 'commissions', 'Commissions of agents and partners'),
  account('expense', 'advertising', 'Advertising'),
  account('expense', 'agent-runs', 'What agents cost to run: models and tools'),
  account('expense', 'subscriptions', 'Software and services by the month'),
  account('expense', 'other', 'Every other cost'),
] as const satisfies readonly Account[];

export type AccountCode = (typeof CHART)[number]['code'];

const POSITION: ReadonlyMap<string, number> = new Map(CHART.map(({ code }, position) => [code, position]));

const NAMES: ReadonlyMap<string, string> = new Map(CHART.map(({ code, name }) => [code, name]));

/** What stands on an account; its code where the chart has none such. */
export const accountName = (code: string): string => NAMES.get(code) ?? code;

/** Position in the chart; an account that is not in it sorts last. */
export function chartPosition(code: string): number {
  return POSITION.get(code) ?? CHART.length;
}

function account<T extends AccountType, N extends string>(type: T, name: N, description: string) {
  return { code: `${type}:${name}` as const, type, name: description } as const;
}
