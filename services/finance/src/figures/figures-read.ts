import { Inject, Injectable } from '@nestjs/common';
import {
  FIGURES,
  readFigures,
  type FigureName,
  type FigureShown,
  type FiguresAnswer,
  type FiguresQuestion,
} from '@vividwalls/contracts';
import { Answers } from '@vividwalls/messaging';
import { Clock, CONFIG } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { AttributionRules } from '../attribution/credits/attribution-rules.js';
import { findCreditedGroups } from '../attribution/summary/attribution-summary.queries.js';
import { nothingPlaced } from '../attribution/summary/nothing-placed.js';
import { summarise } from '../attribution/summary/summarise.js';
import type { FinanceConfig } from '../finance.config.js';
import { addDays, daysBetween } from '../reports/calendar-day.js';
import { periodsOf, type DayRange } from '../reports/period.js';
import { findBooksOfRanges } from '../reports/profit-and-loss.queries.js';
import { nothingBooked, profitAndLoss, rangesOf } from '../reports/profit-and-loss.js';
import { MAX_DAYS } from '../reports/report-range.js';
import { ReportingLag } from '../reports/reporting-lag.js';
import { findFirstDay, findRevenue } from '../reports/revenue.queries.js';
import { coveredDays, revenueOf } from '../reports/revenue.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { countAttributedOrders, findExactBooks, type Moments } from './exact-books.queries.js';
import { figureOfDays, type FoundFigure, type ReportsOfDays } from './figures-of-days.js';
import { FigureCourses, type Course } from './figure-courses.js';

const BOOK = 'real';
const LAG: FigureName = 'reporting_lag_p95_ms';
/** Every order of the days is looked at, so that there is a limit: a quarter. */
const ATTRIBUTED_DAYS_MAX = 92;

/**
 * Answers what figures come to, from the queries of the reports. The books are kept by the shop's days: every day that the period
 * touches counts as a whole, and each figure says from when to when it is. Who asks to the moment gets what the journal says.
 */
@Injectable()
export class FiguresRead {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly rules: AttributionRules,
    private readonly lag: ReportingLag,
    private readonly courses: FigureCourses,
    @Inject(CONFIG) private readonly config: Pick<FinanceConfig, 'SHOP_CURRENCY'>,
  ) {}

  @Answers(readFigures)
  async read(question: FiguresQuestion): Promise<FiguresAnswer> {
    const { figures, from, to, exact } = question;
    const last = new Date(Date.parse(to) - 1);
    const range = { from: this.calendar.dayOf(from), to: this.calendar.dayOf(last) };
    const moments = exact === true ? { ...range, fromAt: new Date(from), toAt: new Date(to) } : undefined;
    const [find, courses] = await Promise.all([this.finder(question, range, moments), this.coursesOf(question, range)]);
    const period = {
      from: (moments?.fromAt ?? this.calendar.startOf(range.from)).toISOString(),
      to: (moments?.toAt ?? this.calendar.startOf(addDays(range.to, 1))).toISOString(),
      asOf: this.clock.now().toISOString(),
    };
    return {
      figures: figures.map((name): FigureShown => {
        const { unit } = FIGURES[name];
        const currency = unit === 'minor' ? this.config.SHOP_CURRENCY : null;
        const points = courses.get(name);
        return { name, unit, currency, ...find(name), ...period, ...(points && { points }) };
      }),
    };
  }

  private async coursesOf(
    { figures, pointsFrom, pointsBy = 'day' }: FiguresQuestion,
    range: DayRange,
  ): Promise<ReadonlyMap<FigureName, Course>> {
    if (pointsFrom === undefined) return new Map();
    const from = this.calendar.dayOf(pointsFrom);
    return this.courses.of(figures, from < range.to ? { ...range, from } : range, pointsBy);
  }

  private async finder(
    { figures, to }: FiguresQuestion,
    range: DayRange,
    moments: Moments | undefined,
  ): Promise<(name: FigureName) => FoundFigure> {
    if (daysBetween(range.from, range.to) > MAX_DAYS) {
      const reason = `The books answer for at most ${MAX_DAYS} days at once.`;
      return () => ({ value: null, reason, source: '/api/finance/reports' });
    }
    const lag = figures.includes(LAG) ? this.lag.p95By(new Date(to)) : undefined;
    const reports = await this.reportsFor(figures, range, moments);
    return (name) => figureOfDays(name, { ...reports, lag });
  }

  /** The lag is in no report: who wants nothing else waits for none. */
  private async reportsFor(
    figures: readonly FigureName[],
    range: DayRange,
    moments: Moments | undefined,
  ): Promise<ReportsOfDays> {
    const none = { currencies: [] };
    if (figures.every((name) => name === LAG))
      return { range, currency: this.config.SHOP_CURRENCY, revenue: none, pnl: none, attribution: none };
    return moments ? this.exactly(moments) : this.reports(range, figures);
  }

  private async exactly(moments: Moments): Promise<ReportsOfDays> {
    const [currency, range] = [this.config.SHOP_CURRENCY, { from: moments.from, to: moments.to }];
    const [covers, books] = await Promise.all([
      this.coveredDays(),
      findExactBooks(this.dataSource, { book: BOOK, currency }, moments),
    ]);
    const periods = periodsOf(range, 'total');
    const found = books.range.turnover.length > 0;
    return {
      ...{ range, currency },
      revenue: { currencies: [{ currency, periods: [revenueOf(periods[0]!, covers, books.revenue)] }] },
      pnl: {
        currencies: found ? [profitAndLoss(periods, { currency, of: () => books.range })] : [],
        reason: nothingBooked(BOOK, range, currency),
      },
      attribution: { currencies: [], reason: 'Credits are kept by whole days.' },
    };
  }

  private async reports(range: DayRange, figures: readonly FigureName[]): Promise<ReportsOfDays> {
    const currency = this.config.SHOP_CURRENCY;
    const asked = { book: BOOK, currency } as const;
    const periods = periodsOf(range, 'total');
    const [covers, revenue, books, credited, attributed] = await Promise.all([
      this.coveredDays(),
      findRevenue(this.dataSource, asked, periods),
      findBooksOfRanges(this.dataSource, asked, rangesOf(periods)),
      findCreditedGroups(this.dataSource, { ...asked, models: [this.rules.model], by: 'agent', range }),
      this.attributedOrders(range, figures),
    ]);
    return {
      ...{ range, currency, attributed },
      revenue: {
        currencies: revenue.map((one) => ({
          currency: one.currency,
          periods: periods.map((period, n) => revenueOf(period, covers, one.of(n))),
        })),
      },
      pnl: {
        currencies: books.map((one) => profitAndLoss(periods, one)),
        reason: nothingBooked(BOOK, range, currency),
      },
      attribution: {
        currencies: summarise(credited, new Map()),
        reason: nothingPlaced(BOOK, range, currency),
      },
    };
  }

  private async attributedOrders(range: DayRange, figures: readonly FigureName[]) {
    const isAsked = figures.includes('attribution_complete_percent');
    if (!isAsked || daysBetween(range.from, range.to) > ATTRIBUTED_DAYS_MAX) return undefined;
    return countAttributedOrders(this.dataSource, BOOK, range);
  }

  private async coveredDays(): Promise<DayRange | undefined> {
    return coveredDays(await findFirstDay(this.dataSource, BOOK), this.calendar.dayOf(this.clock.now()));
  }
}
