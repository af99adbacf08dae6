import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { allows, Clock, CONFIG, OpenRoute, Principals, Problem } from '@vividwalls/platform';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway.config.js';
import { readReports } from '../n8n/report-catalogue.js';
import { verifyStandardWebhook } from '../n8n/verify-standard-webhook.js';
import { ReportIntake } from './report-intake.js';

const SCOPE = 'reports:write';

@ApiTags('webhooks')
@Controller('webhooks/n8n')
@OpenRoute('n8n signs its calls (Standard Webhooks) or sends an API key; both are verified here')
export class N8nWebhookController {
  constructor(
    private readonly reports: ReportIntake,
    private readonly principals: Principals,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'What agents report: an interaction, the outcome of a task, a cost, published content',
    description:
      'Signed by Standard Webhooks 1.0 (webhook-id, webhook-timestamp, webhook-signature), or with an API key that has ' +
      `the scope ${SCOPE}. One report or an array of them.`,
  })
  @ApiBody({
    schema: {
      example: {
        type: 'interaction.recorded',
        data: { agentId: 'email-marketing', channel: 'email', kind: 'assisted' },
      },
    },
  })
  @ApiResponse({ status: 202, schema: { example: { accepted: 1, ids: ['1310eb70-274c-51a2-9519-2b8cb84a872c'] } } })
  @ApiResponse({ status: 401, description: 'Signature missing, wrong or too old, and no valid key' })
  @ApiResponse({ status: 409, description: 'This webhook-id was taken before' })
  @ApiResponse({ status: 422, description: 'The body has faults; every one is named' })
  async receive(
    @Req() request: FastifyRequest,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<{ accepted: number; ids: string[] }> {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const sender = await this.authenticate(request, headers, raw);
    const reading = readReports(raw.toString('utf8'), this.clock.now());
    if (!reading.ok) throw new Problem(422, 'The report has faults', undefined, { faults: reading.faults });
    const ids = await this.reports.take(reading.reports, { ...sender, traceparent: headers['traceparent'] });
    return { accepted: ids.length, ids };
  }

  private async authenticate(
    request: FastifyRequest,
    headers: Record<string, string | undefined>,
    raw: Buffer,
  ): Promise<{ actor: string; webhookId?: string }> {
    if (headers['webhook-signature'] !== undefined || headers['webhook-id'] !== undefined) {
      const verdict = verifyStandardWebhook(raw, headers, this.config.N8N_WEBHOOK_SECRET, this.clock.now());
      if (!verdict.ok) throw new Problem(401, 'Signature refused', verdict.reason);
      return { actor: 'n8n', webhookId: verdict.webhookId };
    }
    const principal = await this.principals.of(request);
    if (!principal) throw new Problem(401, 'Not signed in', 'Sign the call (Standard Webhooks) or send an API key.');
    if (!allows(principal, SCOPE)) throw new Problem(403, 'Not allowed', `This needs the scope ${SCOPE}.`);
    return { actor: principal.actor };
  }
}
