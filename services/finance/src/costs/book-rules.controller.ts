import { Body, Controller, Get, Post, Put, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Clock, RequiresScope, type AuthenticatedRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { StreamRule } from '../order-books/stream-of-line.js';
import { refused } from '../requests/refused.js';
import { requestedBy } from '../requests/requested-by.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { DeriveAgain } from './derive-again.js';
import { PrintCostBody, PrintCostView, RulesChangedView, StreamRulesBody } from './rules-requests.js';

/** Before the first order of any shop. */
const EVER = '2000-01-01';

/** The rules by which orders are booked that an operator keeps: what prints cost, and which revenue is which stream. */
@ApiTags('finance')
@Controller('api/finance')
export class BookRulesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly again: DeriveAgain,
    private readonly calendar: ShopCalendar,
    private readonly clock: Clock,
  ) {}

  @Get('costs/prints')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'What prints cost, with the days from which it holds' })
  @ApiOkResponse({ type: [PrintCostView] })
  async prints(): Promise<{ items: PrintCostView[] }> {
    const items = await this.dataSource.query<PrintCostView[]>(
      `SELECT size, format, currency, cost_minor AS "costMinor", effective_from::text AS "effectiveFrom", source,
         recorded_at AS "recordedAt", actor,
         row_number() OVER (PARTITION BY size, format, currency, effective_from <= $1
           ORDER BY effective_from DESC, recorded_at DESC) = 1 AND effective_from <= $1 AS "inForce"
       FROM print_costs ORDER BY size, format, currency, effective_from, recorded_at`,
      [this.calendar.dayOf(this.clock.now())],
    );
    return { items };
  }

  @Post('costs/prints')
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Tell what a print costs from a day on',
    description: 'Nothing is overwritten. Orders placed since that day are derived again; only differences are booked.',
  })
  @ApiCreatedResponse({ type: RulesChangedView })
  @ApiUnprocessableEntityResponse({ description: 'A field breaks a rule; nothing was changed' })
  async addPrint(@Body() body: PrintCostBody, @Req() request: AuthenticatedRequest): Promise<RulesChangedView> {
    const { size, format, currency, costMinor, effectiveFrom, source } = body;
    assertDay('/effectiveFrom', effectiveFrom);
    const [a, b] = size.split('x').map(Number) as [number, number];
    const now = this.clock.now();
    await this.dataSource.query(
      `INSERT INTO print_costs (size, format, currency, effective_from, cost_minor, source, recorded_at, actor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[`${Math.min(a, b)}x${Math.max(a, b)}`, format.trim().toLowerCase(), currency, effectiveFrom, costMinor],
        ...[source, now, request.principal!.actor],
      ],
    );
    return this.again.since(effectiveFrom, requestedBy(request), now.toISOString());
  }

  @Get('costs/streams')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Which lines are limited editions, which commercial; the rest is direct' })
  @ApiOkResponse({ type: StreamRulesBody })
  async streams(): Promise<{ rules: StreamRule[] }> {
    const rules = await this.dataSource.query<StreamRule[]>(
      'SELECT stream, field, value FROM stream_rules ORDER BY position',
    );
    return { rules };
  }

  @Put('costs/streams')
  @RequiresScope('finance:write')
  @ApiOperation({ summary: 'Put other stream rules in place; every order is told apart anew' })
  @ApiOkResponse({ type: RulesChangedView })
  @ApiUnprocessableEntityResponse({ description: 'A rule can never match; nothing was changed' })
  async putStreams(
    @Body() { rules }: StreamRulesBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<RulesChangedView> {
    rules.forEach(({ field, value }, i) => {
      if (field === 'quantity' && !/^[1-9]\d{0,5}$/.test(value)) {
        throw refused(`/rules/${i}/value`, 'must be a whole number for a quantity');
      }
    });
    await this.dataSource.transaction(async (tx) => {
      await tx.query('DELETE FROM stream_rules');
      await tx.query(
        `INSERT INTO stream_rules (position, stream, field, value)
         SELECT * FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[])`,
        [rules.map((_, i) => i + 1), rules.map((r) => r.stream), rules.map((r) => r.field), rules.map((r) => r.value)],
      );
    });
    return this.again.since(EVER, requestedBy(request), this.clock.now().toISOString());
  }
}

function assertDay(pointer: string, day: string): void {
  if (new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw refused(pointer, 'is no day that there is');
}
