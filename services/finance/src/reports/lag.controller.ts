import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { RequiresScope } from '@vividwalls/platform';
import { ReportingLag, type LagSummary } from './reporting-lag.js';

/** The reporting lag, or why it is not known. */
export type LagAnswer = LagSummary | { readonly measured: 0; readonly unmeasured: number; readonly reason: string };

/** Both answers as one document: figures and the reason why there are none. */
class LagView {
  @ApiProperty({ example: 15320, description: 'Orders measured since the start' }) measured!: number;
  @ApiProperty({ example: 0, description: 'Orders of which nobody told when their delivery was received' })
  unmeasured!: number;
  @ApiPropertyOptional({ example: 10000, description: 'Orders that the figures are of: the latest ones' })
  window?: number;
  @ApiPropertyOptional({ example: 41 }) p50Ms?: number;
  @ApiPropertyOptional({ example: 160 }) p95Ms?: number;
  @ApiPropertyOptional({ example: 380 }) p99Ms?: number;
  @ApiPropertyOptional({ example: 1250 }) maxMs?: number;
  @ApiPropertyOptional({ example: 'No order was booked since the start.', description: 'Why there are no figures' })
  reason?: string;
}

@ApiTags('finance')
@Controller('api/finance/reports')
export class LagController {
  constructor(private readonly lag: ReportingLag) {}

  @Get('lag')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'How long after its delivery was received an order is in every report',
    description:
      'Of the latest orders that this replica booked since it started. Over all replicas and time: the metric vw.finance.reporting.lag.',
  })
  @ApiOkResponse({ type: LagView })
  read(): LagAnswer {
    const unmeasured = this.lag.untold;
    const reason =
      unmeasured === 0 ? 'No order was booked since the start.' : 'No event told when its delivery was received.';
    return this.lag.summary() ?? { measured: 0, unmeasured, reason };
  }
}
