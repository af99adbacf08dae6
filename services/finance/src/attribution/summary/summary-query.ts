import { ApiPropertyOptional } from '@nestjs/swagger';
import { MODELS, type ModelName } from '@vividwalls/attribution';
import { IsIn, IsOptional } from 'class-validator';
import { RangeQuery } from '../../reports/report-query.js';
import { SUMMARY_BY, type SummaryBy } from './attribution-summary.queries.js';

export class ComparisonQuery extends RangeQuery {
  @ApiPropertyOptional({ enum: SUMMARY_BY, default: 'agent' })
  @IsOptional()
  @IsIn(SUMMARY_BY)
  by: SummaryBy = 'agent';
}

export class SummaryQuery extends ComparisonQuery {
  @ApiPropertyOptional({ enum: MODELS, description: 'That of the books of record by default' })
  @IsOptional()
  @IsIn(MODELS)
  model?: ModelName;
}
