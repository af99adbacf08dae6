import { Inject, Injectable } from '@nestjs/common';
import {
  FIGURES,
  readFigures,
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
import { findFirstDay, findRevenue } from '../reports/revenue.queries.js';
import { coveredDays, revenueOf } from '../reports/revenue.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { figureOfDays, type FoundFigure, type ReportsOfDays } from './figures-of-days.js';

const BOOK = 'real';

/**
 * Answers what figures come to, from the queries of the reports. The books are kept by the shop's days: every day that the period
 * touches counts as a whole, and each figure says from when to when it is.
 */
@Injectable()
export class FiguresRead {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly rules: AttributionRules,
    @Inject(CONFIG) private readonly config: Pick<FinanceConfig, 'SHOP_CURRENCY'>,
  ) {}

  @Answers(readFigures)
  async read({ figures, from, to }: FiguresQuestion): Promise<FiguresAnswer> {
    const last = new Date(Date.parse(to) - 1);
    const range = { from: this.calendar.dayOf(from), to: this.calendar.dayOf(last) };
    const find = await this.finder(range);
    const period = {
      from: this.calendar.startOf(range.from).toISOString(),
      to: this.calendar.startOf(addDays(range.to, 1)).toISOString(),
      asOf: this.clock.now().toISOString(),
    };
    return {
      figures: figures.map((name): FigureShown => {
        const { unit } = FIGURES[name];
        const currency = unit === 'minor' ? this.config.SHOP_CURRENCY : null;
        return { name, unit, currency, ...find(name), ...period };
      }),
    };
  }

  private async finder(range: DayRange): Promise<(name: FigureShown['name']) => FoundFigure> {
    if (daysBetween(range.from, range.to) > MAX_DAYS) {
      const reason = `The books answer for at most ${MAX_DAYS} days at once.`;
      return () => ({ value: null, reason, source: '/api/finance/reports' });
    }
    const reports = await this.reports(range);
    return (name) => figureOfDays(name, reports);
  }

  private async reports(range: DayRange): Promise<ReportsOfDays> {
    const currency = this.config.SHOP_CURRENCY;
    const asked = { book: BOOK, currency } as const;
    const periods = periodsOf(range, 'total');
    const [firstDay, revenue, books, credited] = await Promise.all([
      findFirstDay(this.dataSource, BOOK),
      findRevenue(this.dataSource, asked, periods),
      findBooksOfRanges(this.dataSource, asked, rangesOf(periods)),
      findCreditedGroups(this.dataSource, { ...asked, models: [this.rules.model], by: 'agent', range }),
    ]);
    const covers = coveredDays(firstDay, this.calendar.dayOf(this.clock.now()));
    return {
      ...{ range, currency },
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
}
