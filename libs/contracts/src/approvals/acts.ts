/**
 * What a fact may be. `money` is minor units as decimal text, never a number; `instant` is ISO 8601. In a rule money is an int,
 * an instant a timestamp, `texts` a list of strings.
 */
export type FactType = 'text' | 'texts' | 'int' | 'number' | 'money' | 'bool' | 'instant';

export interface FactDefinition {
  readonly type: FactType;
  /** What it is, for people who write policies. */
  readonly title: string;
}

/** How careful one must be with what an act carries. */
export type DataClass = 'internal' | 'financial' | 'personal';

/** A kind of thing that a person may have to allow. */
export interface ActDefinition {
  readonly title: string;
  /** True when money goes out of the shop by it: two people decide then. */
  readonly moneyLeaves: boolean;
  readonly dataClass: DataClass;
  /** What whoever asks may say of it; what they leave out is not known, and a policy that needs it holds. */
  readonly facts: Readonly<Record<string, FactDefinition>>;
}

const text = (title: string): FactDefinition => ({ type: 'text', title });
const money = (title: string): FactDefinition => ({ type: 'money', title: `${title}, minor units` });
const int = (title: string): FactDefinition => ({ type: 'int', title });
const number = (title: string): FactDefinition => ({ type: 'number', title });
const bool = (title: string): FactDefinition => ({ type: 'bool', title });
const instant = (title: string): FactDefinition => ({ type: 'instant', title });

const currency = text('ISO 4217');

/** Every act there is. A new one is an entry here; no service may invent one. */
export const ACTS = {
  'customer.email': act('Write to a customer', 'personal', {
    kind: text('support, transactional, marketing'),
    recipients: int('How many people get it'),
    customerId: text('Whom, when it is one'),
    isReply: bool('Whether it answers something the customer wrote'),
    template: text('The template it is made from'),
  }),
  'order.refund': paid('Give money back for an order', {
    orderId: text('The order'),
    amountMinor: money('What is given back'),
    orderTotalMinor: money('What the order came to'),
    currency,
    reason: text('damaged, lost, wrong item, regret'),
    daysSinceDelivery: int('Days since it was delivered'),
  }),
  'order.cancel': paid('Cancel an order', {
    orderId: text('The order'),
    amountMinor: money('What is given back by it'),
    currency,
    isPaid: bool('Whether it was paid'),
    reason: text('Why'),
  }),
  'order.mark_fulfilled': act('Say that an order was fulfilled', 'internal', {
    orderId: text('The order'),
    hasTracking: bool('Whether a tracking number is known'),
    printJobId: text("The printer's job"),
  }),
  'price.change': act('Change a price that customers see', 'financial', {
    sku: text('The variant'),
    oldPriceMinor: money('The price until now'),
    newPriceMinor: money('The price from now on'),
    costMinor: money('What it costs the shop'),
    changePercent: number('By how much, percent; down is negative'),
    currency,
    variants: int('How many variants change'),
  }),
  'discount.publish': act('Publish a discount that anyone may use', 'financial', {
    code: text('Its code'),
    percent: number('Percent off'),
    amountMinor: money('Amount off'),
    currency,
    startsAt: instant('From when'),
    endsAt: instant('Until when'),
    products: int('How many products it holds for'),
  }),
  'discount.grant': act('Grant one customer a discount', 'financial', {
    percent: number('Percent off, all discounts together'),
    amountMinor: money('Amount off'),
    priceAfterMinor: money('What the customer then pays'),
    costMinor: money('What it costs the shop'),
    currency,
    customerId: text('Whom'),
    orderId: text('For which order'),
  }),
  'deal.close': act('Close a deal with a business', 'financial', {
    amountMinor: money('What it comes to'),
    currency,
    customerId: text('Whom'),
    company: text('The company'),
    discountPercent: number('Percent off the list price'),
    paymentTermDays: int('Days until it must be paid'),
  }),
  'ads.spend': paid('Spend money on advertising', {
    amountMinor: money('How much'),
    currency,
    channel: text('facebook, google, pinterest'),
    campaign: text('The campaign'),
    isBeyondBudget: bool('Whether it passes the budget'),
  }),
  'print.submit': paid('Submit a print job to the printer', {
    orderId: text('The order'),
    amountMinor: money('What the printer charges'),
    currency,
    printer: text('The printer'),
    items: int('How many prints'),
  }),
  'budget.transfer': act('Move money between budgets', 'financial', {
    amountMinor: money('How much'),
    currency,
    fromBudgetId: text('From which'),
    toBudgetId: text('To which'),
    fromDepartment: text('Its department'),
    toDepartment: text('Its department'),
  }),
  'budget.overspend': paid('Spend more than a budget has', {
    amountMinor: money('How much is spent'),
    overMinor: money('How much of it is beyond the budget'),
    currency,
    department: text('Whose budget'),
    category: text('What for'),
    budgetId: text('The budget'),
  }),
  'commission.pay': paid('Pay out a commission', {
    amountMinor: money('How much'),
    currency,
    beneficiary: text('To whom'),
    period: text('For which period'),
  }),
  'investment.make': paid('Invest', {
    amountMinor: money('How much'),
    currency,
    purpose: text('In what'),
    returnPercentPerYear: number('Expected return, percent a year'),
    paybackMonths: int('Months until it has paid for itself'),
  }),
  'capability.run': act('Do work whose capability wants a yes', 'internal', {
    capability: text('Which'),
    agentId: text('The agent that would do it'),
    estimateMinor: money('What it is expected to cost'),
    currency,
    priority: text('high, medium, low'),
    customerType: text('The kind of customer it is for'),
  }),
  'migration.overrule': act('Move a migration past its gates', 'internal', {
    migrationId: text('Which'),
    from: text('The state it is in'),
    to: text('The state it would be in'),
    failedGates: int('How many gates it does not pass'),
  }),
} as const satisfies Readonly<Record<string, ActDefinition>>;

export type ActName = keyof typeof ACTS;

export const ACT_NAMES = Object.keys(ACTS) as ActName[];

export const isAct = (name: string): name is ActName => Object.hasOwn(ACTS, name);

/** An act as the catalogue has it. */
export const actOf = (name: ActName): ActDefinition => ACTS[name];

/** People that must say yes before money leaves. */
export const FOUR_EYES = 2;

/** Fewest different people who must say yes to an act, whatever a policy says. */
export const votesAtLeast = (name: ActName): number => (ACTS[name].moneyLeaves ? FOUR_EYES : 1);

type Facts = Readonly<Record<string, FactDefinition>>;

function act<F extends Facts>(title: string, dataClass: DataClass, facts: F) {
  return { title, moneyLeaves: false, dataClass, facts } as const;
}

function paid<F extends Facts>(title: string, facts: F) {
  return { title, moneyLeaves: true, dataClass: 'financial', facts } as const;
}
