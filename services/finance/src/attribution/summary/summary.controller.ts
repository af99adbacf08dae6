import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { MODELS, type ModelName } from '@vividwalls/attribution';
import type { AttributionComparison, AttributionSummary } from '@vividwalls/contracts';
import { Clock, RequiresScope, sendCsv, type CsvReply } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { addDays } from '../../reports/calendar-day.js';
import type { DayRange } from '../../reports/period.js';
import { reportRange } from '../../reports/report-range.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { AttributionRules } from '../credits/attribution-rules.js';
import { ModelVersions } from '../models/model-versions.js';
import { findAgentNames, findCreditedGroups } from './attribution-summary.queries.js';
import { nothingPlaced } from './nothing-placed.js';
import { compareModels, summarise } from './summarise.js';
import { comparisonCsv, summaryCsv } from './summary-csv.js';
import { ComparisonQuery, SummaryQuery } from './summary-query.js';
import { AttributionComparisonView, AttributionSummaryView } from './summary-view.js';

/** Shown by default: thirty days, the last one included. */
const DAYS_BEFORE = 29;

const OF_WHAT =
  'Of orders placed in the last thirty days by default, as they stand now: what was refunded since is taken off. ' +
  'All credits together, what nothing touched included, are the net revenue of these orders.';

@ApiTags('finance')
@Controller('api/finance/attribution')
@ApiProduces('application/json', 'text/csv')
export class SummaryController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly rules: AttributionRules,
    private readonly versions: ModelVersions,
  ) {}

  @Get('summary')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Credited revenue by agent, department, channel or campaign', description: OF_WHAT })
  @ApiOkResponse({ type: AttributionSummaryView })
  async summary(
    @Query() query: SummaryQuery,
    @Res({ passthrough: true }) reply: CsvReply,
  ): Promise<AttributionSummary | string> {
    const { book, by, currency, format, model = this.rules.model } = query;
    const range = this.rangeOf(query);
    const { groups, names, notes } = await this.read({ book, by, currency, models: [model], range });
    const summary: AttributionSummary = {
      ...{ book, model, modelOfRecord: this.rules.model, by, ...range, currencies: summarise(groups, names), notes },
      ...(groups.length === 0 && { reason: nothingPlaced(book, range, currency) }),
    };
    return format === 'csv' ? sendCsv(reply, `attribution-${by}-${model}.csv`, summaryCsv(summary)) : summary;
  }

  @Get('compare')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'The same under every model, side by side', description: OF_WHAT })
  @ApiOkResponse({ type: AttributionComparisonView })
  async compare(
    @Query() query: ComparisonQuery,
    @Res({ passthrough: true }) reply: CsvReply,
  ): Promise<AttributionComparison | string> {
    const { book, by, currency, format } = query;
    const range = this.rangeOf(query);
    const { groups, names, notes } = await this.read({ book, by, currency, models: MODELS, range });
    const comparison: AttributionComparison = {
      ...{ book, models: MODELS, modelOfRecord: this.rules.model, by, ...range },
      ...{ currencies: compareModels(groups, MODELS, this.rules.model, names), notes },
      ...(groups.length === 0 && { reason: nothingPlaced(book, range, currency) }),
    };
    return format === 'csv' ? sendCsv(reply, `attribution-${by}.csv`, comparisonCsv(comparison)) : comparison;
  }

  private rangeOf(query: ComparisonQuery): DayRange {
    return reportRange(query, this.calendar.dayOf(this.clock.now()), (to) => addDays(to, -DAYS_BEFORE));
  }

  private async read(asked: Parameters<typeof findCreditedGroups>[1] & { models: readonly ModelName[] }) {
    const [groups, names, notes] = await Promise.all([
      findCreditedGroups(this.dataSource, asked),
      asked.by === 'agent' ? findAgentNames(this.dataSource) : new Map<string, string>(),
      this.versions.notesOn(asked.models),
    ]);
    return { groups, names, notes };
  }
}
