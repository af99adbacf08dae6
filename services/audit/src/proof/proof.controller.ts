import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Verification } from '@vividwalls/contracts';
import { RequiresScope, type AuthenticatedRequest } from '@vividwalls/platform';
import { LastVerificationView, VerificationView } from './verification-view.js';
import { Verifications } from './verifications.js';

@ApiTags('audit')
@Controller('api/audit')
export class ProofController {
  constructor(private readonly verifications: Verifications) {}

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
    return this.verifications.verify(request.principal!.actor);
  }

  @Get('verify/last')
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'What the last verification found, whoever asked for it; nothing is computed' })
  @ApiOkResponse({ type: LastVerificationView })
  async last(): Promise<LastVerificationView> {
    return { last: await this.verifications.last() };
  }
}
