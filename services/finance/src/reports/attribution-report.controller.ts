import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { MODELS, type ModelName } from '@vividwalls/attribution';
import type { AttributionReturns } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { Clock, CONFIG, csvOf, RequiresScope, sendCsv, type CsvCell, type CsvReply } from '@vividwalls/platform';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import type { FinanceConfig } from '../finance.config.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { AttributionReturnsView } from './attribution-report-view.js';
import { attributionReturns } from './attribution-return.js';
import { findCreditsAndCosts, RETURNS_BY, type ReturnsBy } from './attribution-return.queries.js';
import { addDays } from './calendar-day.js';
import { reportRange } from './report-range.js';
import { RangeQuery } from './report-query.js';

/** Shown by default: thirty days, the last one included. */
const DAYS_BEFORE = 29;

export class AttributionReportQuery extends RangeQuery {
  @ApiPropertyOptional({ enum: MODELS, description: 'That of the books of record by default' })
  @IsOptional()
  @IsIn(MODELS)
  model?: ModelName;

  @ApiPropertyOptional({ enum: RETURNS_BY, default: 'agent' })
  @IsOptional()
  @IsIn(RETURNS_BY)
  by: ReturnsBy = 'agent';
}

@ApiTags('finance')
@Controller('api/finance/reports')
export class AttributionReportController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    @Inject(CONFIG) private readonly config: FinanceConfig,
  ) {}

  @Get('attribution')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Credited revenue beside cost, and the return on it, by agent, department or campaign',
    description:
      'Of orders placed, and costs and spends booked, in the last thirty days by default. All costs together are what the ledger booked of them. A return is null, with the reason, where no cost is told or there is none.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: AttributionReturnsView })
  async attribution(
    @Query() query: AttributionReportQuery,
    @Res({ passthrough: true }) reply: CsvReply,
  ): Promise<AttributionReturns | string> {
    const { book, currency, by, format } = query;
    const model = query.model ?? this.config.FINANCE_ATTRIBUTION_MODEL;
    const range = reportRange(query, this.calendar.dayOf(this.clock.now()), (to) => addDays(to, -DAYS_BEFORE));
    const asked = { book, range, currency, model, by };
    const { credited, costs, names } = await findCreditsAndCosts(this.dataSource, this.calendar, asked);
    const rows = attributionReturns(credited, costs, names);
    const reason = `No order was placed and no cost incurred from ${range.from} to ${range.to}.`;
    const returns = { book, model, by, ...range, rows, ...(rows.length === 0 && { reason }) };
    return format === 'csv' ? sendCsv(reply, `attribution-${by}-${range.from}-${range.to}.csv`, csv(returns)) : returns;
  }
}

const AMOUNTS = ['credited', 'cost', 'advertising', 'agent runs', 'other costs'];
const COLUMNS = ['key', 'name', 'currency', 'orders', ...AMOUNTS, 'return on cost', 'note'].map((title) => ({ title }));

function csv({ rows, reason }: AttributionReturns): string {
  if (reason !== undefined) return csvOf(COLUMNS, [[...Array<null>(COLUMNS.length - 1).fill(null), reason]]);
  return csvOf(
    COLUMNS,
    rows.map((row): CsvCell[] => {
      const amount = (minor: string | null) => (minor === null ? null : formatMinor(BigInt(minor), row.currency));
      return [
        ...[row.key, row.name, row.currency, row.orders, amount(row.creditedMinor), amount(row.costMinor)],
        ...[amount(row.advertisingMinor), amount(row.agentRunsMinor), amount(row.otherCostsMinor)],
        ...[row.returnOnCost, row.reason ?? null],
      ];
    }),
  );
}
