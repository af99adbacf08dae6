import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Verification } from '@vividwalls/contracts';
import { Clock, RequiresScope, type AuthenticatedRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { keepVerification, lastVerification } from './last-verification.js';
import { LastVerificationView, VerificationView } from './verification-view.js';
import { verifyChain } from './verify-chain.js';

@ApiTags('audit')
@Controller('api/audit')
export class ProofController {
  private underWay: Promise<Verification> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('verify')
  @RequiresScope('audit:read')
  @ApiOperation({
    summary: 'Recompute the hash chain and prove completeness',
    description:
      'Recomputes every entry and looks for sequences that are missing between the first and the last of each stream. ' +
      'Calls made meanwhile share one run. What it finds is kept until the next run.',
  })
  @ApiOkResponse({ type: VerificationView })
  verify(@Req() request: AuthenticatedRequest): Promise<Verification> {
    this.underWay ??= this.run(request.principal!.actor).finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  @Get('verify/last')
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'What the last verification found, whoever asked for it; nothing is computed' })
  @ApiOkResponse({ type: LastVerificationView })
  async last(): Promise<LastVerificationView> {
    return { last: await lastVerification(this.dataSource) };
  }

  private async run(askedBy: string): Promise<Verification> {
    const asked = this.clock.now();
    const found = await verifyChain(this.dataSource);
    const tookMs = this.clock.now().getTime() - asked.getTime();
    const verification = { ...found, askedAt: asked.toISOString(), askedBy, tookMs };
    await keepVerification(this.dataSource, verification);
    return verification;
  }
}
