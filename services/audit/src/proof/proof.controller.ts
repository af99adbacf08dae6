import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Verification } from '@vividwalls/contracts';
import { RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { VerificationView } from './verification-view.js';
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
  @ApiOkResponse({ type: VerificationView })
  verify(): Promise<Verification> {
    this.underWay ??= verifyChain(this.dataSource).finally(() => (this.underWay = undefined));
    return this.underWay;
  }
}
