import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { CashPosition } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { Clock, csvOf, RequiresScope, sendCsv, type CsvCell, type CsvReply } from '@vividwalls/platform';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import type { CurrencyBalanceView } from '../ledger/trial-balance-view.js';
import { findTrialBalance } from '../ledger/trial-balance.queries.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { cashPosition, type Balance } from './cash-position.js';
import { CashPositionView } from './cash-view.js';
import { instantAsked, refuseUnknownCurrency } from './report-range.js';
import { BookQuery } from './report-query.js';

const LONGEST_INSTANT = 40;

export class CashQuery extends BookQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'Of what had happened by then; now by default' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_INSTANT)
  at?: string;
}

@ApiTags('finance')
@Controller('api/finance/reports')
export class CashController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('cash')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Money held, on its way and owed, now or at a past time' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: CashPositionView })
  async cash(@Query() query: CashQuery, @Res({ passthrough: true }) reply: CsvReply): Promise<CashPosition | string> {
    const { book, currency, format } = query;
    refuseUnknownCurrency(currency);
    const past = instantAsked(query.at);
    const at = past ?? this.clock.now();
    const moment = past && { at: past.toISOString(), timeZone: this.calendar.timeZone };
    const balances = balancesOf(await findTrialBalance(this.dataSource, book, moment));
    const currencies = cashPosition(balances).filter((one) => currency === undefined || one.currency === currency);
    const position: CashPosition = {
      ...{ book, at: at.toISOString(), currencies },
      ...(currencies.length === 0 && { reason: nothingYet(book, at, currency) }),
    };
    return format === 'csv' ? sendCsv(reply, `cash-${at.toISOString().slice(0, 10)}.csv`, cashCsv(position)) : position;
  }
}

function balancesOf(currencies: Record<string, CurrencyBalanceView>): Balance[] {
  return Object.entries(currencies).flatMap(([currency, { accounts }]) =>
    accounts.map(({ account, balanceMinor }) => ({ account, currency, balanceMinor: BigInt(balanceMinor) })),
  );
}

function nothingYet(book: string, at: Date, currency: string | undefined): string {
  return `No money${currency === undefined ? '' : ` in ${currency}`} is booked in the ${book} book until ${at.toISOString()}.`;
}

const COLUMNS = ['currency', 'side', 'account', 'name', 'amount', 'note'].map((title) => ({ title }));

function cashCsv({ currencies, reason }: CashPosition): string {
  if (reason !== undefined) return csvOf(COLUMNS, [[null, null, null, null, null, reason]]);
  const rows = currencies.flatMap(({ currency, assets, liabilities, netMinor, reason }): CsvCell[][] => {
    const amount = (minor: string) => formatMinor(BigInt(minor), currency);
    const lines = (side: string, of: typeof assets) =>
      of.map(({ account, name, amountMinor }) => [currency, side, account, name, amount(amountMinor), null]);
    return [
      ...lines('asset', assets),
      ...lines('liability', liabilities),
      [currency, 'net', null, null, amount(netMinor), reason ?? null],
    ];
  });
  return csvOf(COLUMNS, rows);
}
