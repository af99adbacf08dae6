import type { IncomeStatement, StatementLine } from '@vividwalls/contracts';
import { CHART } from '../journal/accounts.js';
import { figure, unknownCost } from './figure.js';

/** What was booked on one account within a period; both sides zero or more. */
export interface Turnover {
  readonly account: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

const COST_OF_GOODS = 'expense:cost-of-goods';

const INCOME = CHART.filter(({ type }) => type === 'income');
const OTHER_EXPENSES = CHART.filter(({ type, code }) => type === 'expense' && code !== COST_OF_GOODS);

/**
 * Net revenue is the credit balance of all income accounts, gross profit what is left after the cost of goods, the operating
 * result what is left after every other expense. Both are unknown while the cost of goods of an order is.
 *
 * @param turnover of income and expense accounts within the period
 * @param missingOrders orders placed in the period whose cost of goods is unknown
 * @returns undefined when nothing is booked: an empty period has no result, not one of zero
 */
export function incomeStatement(turnover: readonly Turnover[], missingOrders: number): IncomeStatement | undefined {
  if (turnover.length === 0) return undefined;
  const credited = new Map(turnover.map(({ account, debitMinor, creditMinor }) => [account, creditMinor - debitMinor]));
  const sum = (accounts: readonly { code: string }[]): bigint =>
    accounts.reduce((total, { code }) => total + (credited.get(code) ?? 0n), 0n);

  const netRevenue = sum(INCOME);
  const costOfGoods = -sum([{ code: COST_OF_GOODS }]);
  const expenses = -sum(OTHER_EXPENSES);
  const unknown = unknownCost(missingOrders);
  return {
    income: INCOME.map(({ code, name }) => line(code, name, credited.get(code))),
    netRevenueMinor: netRevenue.toString(),
    costOfGoods: { amountMinor: costOfGoods.toString(), missingOrders },
    grossProfit: figure(netRevenue - costOfGoods, netRevenue, unknown),
    expenses: OTHER_EXPENSES.map(({ code, name }) => line(code, name, negated(credited.get(code)))),
    expensesMinor: expenses.toString(),
    operatingResult: figure(netRevenue - costOfGoods - expenses, netRevenue, unknown),
  };
}

function line(account: string, name: string, amountMinor: bigint | undefined): StatementLine {
  return { account, name, amountMinor: amountMinor?.toString() ?? null };
}

const negated = (amount: bigint | undefined): bigint | undefined => (amount === undefined ? undefined : -amount);
