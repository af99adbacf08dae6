import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequiresScope } from '@vividwalls/platform';
import { ReportingLag, type LagSummary } from './reporting-lag.js';

/** The reporting lag, or why it is not known. */
export type LagAnswer = LagSummary | { readonly measured: 0; readonly unmeasured: number; readonly reason: string };

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
  @ApiOkResponse({
    schema: {
      example: { measured: 15320, unmeasured: 0, window: 10000, p50Ms: 41, p99Ms: 380, maxMs: 1250 },
    },
  })
  read(): LagAnswer {
    const unmeasured = this.lag.untold;
    const reason =
      unmeasured === 0 ? 'No order was booked since the start.' : 'No event told when its delivery was received.';
    return this.lag.summary() ?? { measured: 0, unmeasured, reason };
  }
}
