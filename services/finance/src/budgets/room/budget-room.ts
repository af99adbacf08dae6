import { Injectable } from '@nestjs/common';
import { askRoom, type RoomAnswer, type RoomQuestion } from '@vividwalls/contracts';
import { Answers } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { ShopCalendar } from '../../time/shop-calendar.js';
import type { BudgetAccount } from '../budget-account.js';
import { NOTHING } from '../budget-balance.js';
import { ACCOUNT_COLUMNS, accountOf, type AccountRow } from '../budget-rows.js';
import { scopesOf } from '../budget-scope.js';
import { dayOf, findDailyBudgets } from '../daily-budgets.js';
import { requestOf } from '../spend/request-of.js';
import { roomFor } from './room-for.js';

const UNOPENED = `SELECT d.id FROM daily_budgets d
  WHERE d.scope = ANY($1) AND d.valid_from <= $2::date AND (d.valid_until IS NULL OR d.valid_until >= $2::date)
    AND NOT EXISTS (SELECT FROM budget_accounts b WHERE b.scope = d.scope AND b.period_start = $2::date)`;

/** Answers whether there would be room, from the budgets as they stand. It holds nothing, locks nothing and opens no day. */
@Injectable()
export class BudgetRoom {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Answers(askRoom)
  async read({ heldMinor, ...target }: RoomQuestion): Promise<RoomAnswer> {
    const asked = { key: 'room', actor: 'system', purpose: 'room', amountMinor: heldMinor, ...target };
    const result = requestOf(asked);
    if ('faults' in result) {
      const reason = result.faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
      return { hasRoom: false, hasRoomOnceSettled: false, leftMinor: null, reason };
    }
    const now = this.clock.now();
    const day = this.calendar.dayOf(now);
    const scopes = scopesOf(result.request);
    const [made, unopened] = await Promise.all([this.inForce(scopes, day), this.unopened(scopes, day, now)]);
    return roomFor(result.request, new Map([...made, ...unopened].map((budget) => [budget.scope, budget])), day);
  }

  private async inForce(scopes: readonly string[], day: string): Promise<BudgetAccount[]> {
    const rows = await this.dataSource.query<AccountRow[]>(
      `SELECT ${ACCOUNT_COLUMNS} FROM budget_accounts
       WHERE scope = ANY($1) AND period_start <= $2::date AND period_end >= $2::date`,
      [scopes, day],
    );
    return rows.map(accountOf);
  }

  /** A day of which nobody has spent yet has all of its money. */
  private async unopened(scopes: readonly string[], day: string, now: Date): Promise<BudgetAccount[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(UNOPENED, [scopes, day]);
    const dailies = await findDailyBudgets(
      this.dataSource,
      rows.map(({ id }) => id),
    );
    return dailies.map((daily) => ({
      ...{ ...dayOf(daily, day, now), ...NOTHING, thresholdsReached: [], movements: 0 },
      allocatedMinor: daily.allocatedMinor,
    }));
  }
}
