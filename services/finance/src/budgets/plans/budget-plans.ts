/**
 * The shop's budget plans, as its documents have them (finance_facts.json of the shop's public data). They contradict one
 * another, and none of them is chosen here: an operator names the one that is to be applied, and sees what it contradicts.
 */
export interface BudgetPlan {
  readonly name: string;
  readonly title: string;
  /** Of what the parts are shares, or what the amounts are. */
  readonly of: string;
  readonly source: string;
  readonly parts: readonly PlanPart[];
  /** Minor units of this currency where the parts are amounts; undefined where they are percents of a total. */
  readonly amountsIn?: string;
  /** Plans that say something else of the same department. */
  readonly contradicts: readonly string[];
}

export interface PlanPart {
  readonly department: string;
  /** Percent of the total, or minor units. */
  readonly weight: bigint;
}

const part = (department: string, weight: number): PlanPart => ({ department, weight: BigInt(weight) });

const marketingOfRevenue = (name: string, source: string, percent: number): BudgetPlan => ({
  name,
  title: `Marketing at ${percent} % of revenue`,
  of: 'revenue',
  source,
  parts: [part('marketing', percent)],
  contradicts: MARKETING.filter((other) => other !== name),
});

const MARKETING = [
  'marketing-financial-design',
  'marketing-business-model',
  'marketing-year-5',
  'operational-split',
  'opex-year-1',
];

export const BUDGET_PLANS: readonly BudgetPlan[] = [
  {
    name: 'operational-split',
    title: 'Operational budget by department',
    of: 'operational budget',
    source: 'finance-director prompt (budget_split_pct)',
    parts: [part('marketing', 40), part('operations', 30), part('technology', 20), part('contingency', 10)],
    contradicts: MARKETING.filter((other) => other !== 'operational-split'),
  },
  marketingOfRevenue(
    'marketing-financial-design',
    'FINANCIAL_TRACKING_SYSTEM_DESIGN (marketing_budget_alt_pct_of_revenue.fin_design)',
    15,
  ),
  marketingOfRevenue('marketing-business-model', 'business model canvas (marketing_budget_alt_pct_of_revenue.BMC)', 10),
  marketingOfRevenue('marketing-year-5', 'financial model, year 5 (marketing_budget_alt_pct_of_revenue.model_y5)', 11),
  {
    name: 'opex-year-1',
    title: 'Operating expenses of the first year',
    of: 'a year',
    source: 'financial model, year 1 (opex_y1_usd)',
    amountsIn: 'USD',
    parts: [
      ...[part('marketing', 34_500_000), part('technology', 6_000_000), part('staff', 18_000_000)],
      ...[part('rent', 3_600_000), part('other', 2_400_000)],
    ],
    contradicts: MARKETING.filter((other) => other !== 'opex-year-1'),
  },
];
