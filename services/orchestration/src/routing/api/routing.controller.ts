import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiIdempotencyKey, keyedRequest, RequiresScope, type WrittenRequest } from '@vividwalls/platform';
import { CorrectionDesk } from '../corrections/correction-desk.js';
import { LabelledMeasurements } from '../labelled/labelled-measurements.js';
import { assertPerson } from '../../registry/assert-person.js';
import { RoutingExplanations } from './routing-explanations.js';
import { CorrectionBody, ExplainBody } from './routing-requests.js';
import { RoutingAccuracyView, RoutingExplanationView } from './routing-views.js';

@ApiTags('orchestration')
@Controller('api/orchestration')
export class RoutingController {
  constructor(
    private readonly explanations: RoutingExplanations,
    private readonly measurements: LabelledMeasurements,
    private readonly corrections: CorrectionDesk,
  ) {}

  @Post('routing/explain')
  @HttpCode(200)
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Who would get a task, and why',
    description: 'A dry run: nothing is made. Every criterion with its part in the score, and each rule part by part.',
  })
  @ApiBody({
    type: ExplainBody,
    examples: {
      words: { summary: 'By its words', value: { context: { text: 'Forty framed prints for our hotel corridors.' } } },
      named: {
        summary: 'For a capability',
        value: { capability: 'sales.quote', context: { customerType: 'healthcare' } },
      },
    },
  })
  @ApiOkResponse({ type: RoutingExplanationView })
  explain(@Body() { capability, agentId, context }: ExplainBody): Promise<RoutingExplanationView> {
    return this.explanations.explain({ capability, context: { ...context }, pinnedAgentId: agentId ?? null });
  }

  @Get('routing/accuracy')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'How often routing decides as people said it should',
    description:
      'Measured now, with the rules that are live: on the labelled set, and apart from it on what was corrected. Each text is ' +
      'judged by what the others teach. A question counts as right only where one is expected; `groups` say what came of the rest.',
  })
  @ApiOkResponse({ type: RoutingAccuracyView })
  accuracy(): Promise<RoutingAccuracyView> {
    return this.measurements.accuracy() as unknown as Promise<RoutingAccuracyView>;
  }

  @Post('tasks/:id/route-correction')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Say that a task should have gone to somebody else',
    description:
      'It does not move the task. Routing learns from it at once: the same words go there from then on, and like ones rather. ' +
      'The newest word on a task counts.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: CorrectionBody,
    examples: {
      clinic: {
        value: {
          toAgentId: 'b2b-sales-agent',
          toPersonaId: 'healthcare-sales-agent',
          reason: 'A day clinic, not a hotel.',
        },
      },
    },
  })
  @ApiCreatedResponse({ description: 'Kept' })
  @ApiResponse({ status: 403, description: 'Agents cannot correct' })
  @ApiResponse({ status: 404, description: 'There is no such task' })
  @ApiResponse({ status: 409, description: 'Nothing has been decided on it yet' })
  @ApiResponse({ status: 422, description: 'There is no such agent, or it has no such persona' })
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CorrectionBody,
    @Req() request: WrittenRequest,
  ): Promise<{ id: string }> {
    const { actor } = request.principal!;
    assertPerson(actor);
    return this.corrections.correct(id, { ...body, actor, keyed: keyedRequest(request) });
  }
}
