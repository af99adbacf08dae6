import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, Problem, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { CHART, type Account } from '../journal/accounts.js';
import type { Book } from '../journal/journal-entry.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { TrialBalanceQuery } from './ledger-query.js';
import { AccountStandingView, AccountView, TrialBalanceView } from './trial-balance-view.js';
import { findTrialBalance } from './trial-balance.queries.js';

@ApiTags('finance')
@Controller('api/finance')
export class BalancesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('accounts')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'The chart of accounts' })
  @ApiOkResponse({ type: [AccountView] })
  accounts(): Promise<Account[]> {
    return this.dataSource.query('SELECT code, type, name FROM accounts ORDER BY position');
  }

  @Get('trial-balance')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Every account by currency; debits equal credits',
    description:
      'Of the real book by default: test and owner orders never count. A currency without entries is absent.',
  })
  @ApiOkResponse({ type: TrialBalanceView })
  async trialBalance(@Query() { book, at }: TrialBalanceQuery): Promise<TrialBalanceView> {
    return { asOf: this.asOf(at), currencies: await this.balances(book, at) };
  }

  @Get('accounts/:code/balance')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One account: turnover and balance by currency, now or at a past time' })
  @ApiOkResponse({ type: AccountStandingView })
  @ApiNotFoundResponse({ description: 'The chart has no such account' })
  async balance(@Param('code') code: string, @Query() { book, at }: TrialBalanceQuery): Promise<AccountStandingView> {
    const account = CHART.find((one) => one.code === code);
    if (!account) throw new Problem(404, 'No such account', 'See api/finance/accounts for the chart.');
    const all = Object.entries(await this.balances(book, at));
    const currencies = all.flatMap(([currency, { accounts }]) => {
      const own = accounts.find((one) => one.account === code);
      return own ? [[currency, own] as const] : [];
    });
    return { ...account, asOf: this.asOf(at), currencies: Object.fromEntries(currencies) };
  }

  private balances(book: Book, at: string | undefined) {
    const past = at === undefined ? undefined : { at, timeZone: this.calendar.timeZone };
    return findTrialBalance(this.dataSource, book, past);
  }

  private asOf(at: string | undefined): string {
    return at === undefined ? this.clock.now().toISOString() : new Date(at).toISOString();
  }
}
