import type { IncomeStatement, Pnl, PnlComparison, PnlPeriod } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { percent } from './decimal-ratio.js';
import { incomeStatement, type Turnover } from './income-statement.js';
import { periodBefore, type DayRange, type Period } from './period.js';

/** What the books hold of one range of days in one currency. */
export interface RangeBooks {
  /** Of income and expense accounts. */
  readonly turnover: readonly Turnover[];
  /** Orders placed in it whose cost of goods is unknown. */
  readonly missingOrders: number;
}

export interface CurrencyBooks {
  readonly currency: string;
  of(range: DayRange): RangeBooks;
}

/** Why a report is empty. */
export function nothingBooked(book: Book, { from, to }: DayRange, currency?: string): string {
  return `Nothing is booked in the ${book} book${currency === undefined ? '' : ` in ${currency}`} from ${from} to ${to}.`;
}

const NOTHING_BOOKED = 'No income and no expense is booked in this period.';

/** Every range that a P&L of these periods reads: the periods, and what each is compared with; each once. */
export function rangesOf(periods: readonly Period[]): DayRange[] {
  const ranges = periods.flatMap((period) => [{ from: period.from, to: period.to }, periodBefore(period)]);
  return [...new Map(ranges.map((range) => [`${range.from} ${range.to}`, range])).values()];
}

/** An income statement for each period, with its comparison. */
export function profitAndLoss(periods: readonly Period[], { currency, of }: CurrencyBooks): Pnl['currencies'][number] {
  const statementOf = (range: DayRange) => {
    const { turnover, missingOrders } = of(range);
    return incomeStatement(turnover, missingOrders);
  };
  return {
    currency,
    periods: periods.map((period): PnlPeriod => {
      const [statement, before] = [statementOf(period), periodBefore(period)];
      const previous = compared(statement, before, statementOf(before));
      return statement
        ? { ...period, statement, previous }
        : { ...period, statement: null, reason: NOTHING_BOOKED, previous };
    }),
  };
}

function compared(
  now: IncomeStatement | undefined,
  range: DayRange,
  before: IncomeStatement | undefined,
): PnlComparison {
  if (!before) {
    const missing = { netRevenueMinor: null, operatingResultMinor: null, netRevenueChangePercent: null };
    return { ...range, ...missing, reason: 'No income and no expense is booked in the period before.' };
  }
  const { netRevenueMinor, operatingResult } = before;
  const then = BigInt(netRevenueMinor);
  const known = { ...range, netRevenueMinor, operatingResultMinor: operatingResult.amountMinor };
  if (!now) return { ...known, netRevenueChangePercent: null };
  if (then <= 0n) {
    return {
      ...known,
      netRevenueChangePercent: null,
      reason: 'Net revenue of the period before is no base for a change.',
    };
  }
  return { ...known, netRevenueChangePercent: percent(BigInt(now.netRevenueMinor) - then, then) };
}
