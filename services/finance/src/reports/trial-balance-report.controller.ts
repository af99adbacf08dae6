import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { TrialBalance } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { Clock, csvOf, RequiresScope, sendCsv, type CsvCell, type CsvReply } from '@vividwalls/platform';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { TrialBalanceQuery } from '../ledger/ledger-query.js';
import { findTrialBalance } from '../ledger/trial-balance.queries.js';
import { TrialBalanceView } from '../ledger/trial-balance-view.js';
import { ShopCalendar } from '../time/shop-calendar.js';

export class TrialBalanceReportQuery extends TrialBalanceQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format: 'json' | 'csv' = 'json';
}

@ApiTags('finance')
@Controller('api/finance/reports')
export class TrialBalanceReportController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('trial-balance')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'The trial balance beside the other reports, also as a file' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: TrialBalanceView })
  async trialBalance(
    @Query() { book, at, format }: TrialBalanceReportQuery,
    @Res({ passthrough: true }) reply: CsvReply,
  ): Promise<(TrialBalance & { readonly reason?: string }) | string> {
    const past = at === undefined ? undefined : { at, timeZone: this.calendar.timeZone };
    const currencies = await findTrialBalance(this.dataSource, book, past);
    const asOf = at ? new Date(at).toISOString() : this.clock.now().toISOString();
    const isEmpty = Object.keys(currencies).length === 0;
    const balance = {
      asOf,
      currencies,
      ...(isEmpty && { reason: `Nothing is booked in the ${book} book until then.` }),
    };
    return format === 'csv' ? sendCsv(reply, `trial-balance-${asOf.slice(0, 10)}.csv`, balanceCsv(balance)) : balance;
  }
}

const COLUMNS = ['currency', 'account', 'type', 'debit', 'credit', 'balance'].map((title) => ({ title }));

function balanceCsv({ currencies }: TrialBalance): string {
  const rows = Object.entries(currencies).flatMap(([currency, { accounts, debitMinor, creditMinor }]): CsvCell[][] => {
    const amount = (minor: string) => formatMinor(BigInt(minor), currency);
    return [
      ...accounts.map((one) => [
        ...[currency, one.account, one.type],
        ...[amount(one.debitMinor), amount(one.creditMinor), amount(one.balanceMinor)],
      ]),
      [currency, 'total', null, amount(debitMinor), amount(creditMinor), null],
    ];
  });
  return csvOf(COLUMNS, rows);
}
