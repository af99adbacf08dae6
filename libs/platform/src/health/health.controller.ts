import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenRoute } from '../auth/requires-scope.js';
import { Clock } from '../time/clock.js';
import { SERVICE_NAME } from '../tokens.js';
import { VERSION } from '../version.js';
import { HealthChecks } from './health-checks.js';

@ApiTags('health')
@Controller('health')
@OpenRoute('load balancers and supervisors have no key; the answer names no secret')
export class HealthController {
  private readonly startedAt: string;

  constructor(
    private readonly checks: HealthChecks,
    @Inject(SERVICE_NAME) private readonly service: string,
    clock: Clock,
  ) {
    this.startedAt = clock.now().toISOString();
  }

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  live(): { status: string; service: string } {
    return { status: 'ok', service: this.service };
  }

  @Get('ready')
  @ApiOperation({ summary: 'The service and everything it needs can work; 503 otherwise' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { ok, checks } = await this.checks.readiness();
    const { service, startedAt } = this;
    const status = ok ? 'ok' : 'unavailable';
    await reply.status(ok ? 200 : 503).send({ status, service, version: VERSION, startedAt, checks });
  }
}
