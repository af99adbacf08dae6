import { Inject, Injectable } from '@nestjs/common';
import type { FigureName, FigurePoint, PointLength } from '@vividwalls/contracts';
import { Clock, CONFIG } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { FinanceConfig } from '../finance.config.js';
import { countPeriods, periodsOf, type DayRange, type Period } from '../reports/period.js';
import { findBooksOfRanges } from '../reports/profit-and-loss.queries.js';
import { profitAndLoss, rangesOf } from '../reports/profit-and-loss.js';
import { findFirstDay, findRevenue } from '../reports/revenue.queries.js';
import { coveredDays, revenueOf } from '../reports/revenue.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { figureOfDays, type ReportsOfDays } from './figures-of-days.js';

const BOOK = 'real';
/** Points of a course at most: what a line of a few centimetres shows. */
export const POINTS_MAX = 62;

const OF_REVENUE: ReadonlySet<FigureName> = new Set(['orders', 'net_revenue', 'refunds', 'average_order']);
const OF_PNL: ReadonlySet<FigureName> = new Set([
  ...(['gross_margin', 'gross_margin_percent', 'ad_spend', 'agent_cost'] as const),
]);

export type Course = readonly FigurePoint[];

/** Courses of figures, from reports by day, week or month: two queries, however many points and figures there are. */
@Injectable()
export class FigureCourses {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    @Inject(CONFIG) private readonly config: Pick<FinanceConfig, 'SHOP_CURRENCY'>,
  ) {}

  /** Of those figures whose courses are known: the others are not in it. Nothing when there would be too many points. */
  async of(figures: readonly FigureName[], range: DayRange, by: PointLength): Promise<ReadonlyMap<FigureName, Course>> {
    const known = figures.filter((name) => OF_REVENUE.has(name) || OF_PNL.has(name));
    if (known.length === 0 || countPeriods(range, by) > POINTS_MAX + 1) return new Map();
    const periods = periodsOf(range, by);
    const at = await this.reportsAt(periods, known);
    return new Map(
      known.map((name) => [
        name,
        periods.map(({ from, to }, n) => ({ from, to, value: figureOfDays(name, at(n)).value })),
      ]),
    );
  }

  private async reportsAt(periods: readonly Period[], figures: readonly FigureName[]) {
    const currency = this.config.SHOP_CURRENCY;
    const asked = { book: BOOK, currency } as const;
    const [first, [revenue], books] = await Promise.all([
      findFirstDay(this.dataSource, BOOK),
      findRevenue(this.dataSource, asked, periods),
      figures.some((name) => OF_PNL.has(name)) ? findBooksOfRanges(this.dataSource, asked, rangesOf(periods)) : [],
    ]);
    const covers = coveredDays(first, this.calendar.dayOf(this.clock.now()));
    const statements = books[0] && profitAndLoss(periods, books[0]).periods;
    return (n: number): ReportsOfDays => ({
      ...{ range: periods[n]!, currency },
      revenue: { currencies: [{ currency, periods: [revenueOf(periods[n]!, covers, revenue!.of(n))] }] },
      pnl: { currencies: statements ? [{ currency, periods: [statements[n]!] }] : [] },
      attribution: { currencies: [] },
    });
  }
}
