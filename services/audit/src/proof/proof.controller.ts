import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Verification } from '@vividwalls/contracts';
import { RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { verifyChain } from './verify-chain.js';

@ApiTags('audit')
@Controller('api/audit')
export class ProofController {
  private underWay: Promise<Verification> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  @Get('verify')
  @RequiresScope('audit:read')
  @ApiOperation({
    summary: 'Recompute the hash chain and prove completeness',
    description:
      'Recomputes every entry and looks for sequences that are missing between the first and the last of each stream. ' +
      'Calls made meanwhile share one run.',
  })
  @ApiOkResponse({
    schema: {
      example: {
        ok: true,
        events: 1532,
        head: '6f0c…',
        streams: [
          { stream: 'SHOP', createdAt: '2026-11-22T10:00:00Z', first: 1, last: 480, missing: 0, missingRanges: [] },
        ],
        faults: [],
      },
    },
  })
  verify(): Promise<Verification> {
    this.underWay ??= verifyChain(this.dataSource).finally(() => (this.underWay = undefined));
    return this.underWay;
  }
}
