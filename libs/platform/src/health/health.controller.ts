import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenRoute } from '../auth/requires-scope.js';
import { SERVICE_NAME } from '../tokens.js';
import { HealthChecks } from './health-checks.js';

@ApiTags('health')
@Controller('health')
@OpenRoute('load balancers and supervisors have no key; the answer names no secret')
export class HealthController {
  constructor(
    private readonly checks: HealthChecks,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  live(): { status: string; service: string } {
    return { status: 'ok', service: this.service };
  }

  @Get('ready')
  @ApiOperation({ summary: 'The service and everything it needs can work; 503 otherwise' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { ok, checks } = await this.checks.readiness();
    await reply.status(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', service: this.service, checks });
  }
}
