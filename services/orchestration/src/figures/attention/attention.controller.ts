import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RequiresScope } from '@vividwalls/platform';
import { Attention, ATTENTION_KINDS, SEVERITIES, type AttentionKind, type Severity } from './attention.js';

export class AttentionItemView {
  @ApiProperty({ enum: ATTENTION_KINDS }) kind!: AttentionKind;
  @ApiProperty({ enum: SEVERITIES }) severity!: Severity;
  @ApiProperty({ example: '3 agents stand still: their budgets have no room for their next task' }) title!: string;
  @ApiProperty({ type: Number, nullable: true, example: 3, description: 'Null when it could not be asked' })
  count!: number | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'The oldest of them' })
  since!: string | null;
  @ApiProperty({ example: '/api/orchestration/agents-stopped' }) source!: string;
  @ApiProperty({ type: String, nullable: true, example: '/agents', description: 'Its page of the console' })
  link!: string | null;
}

export class AttentionView {
  @ApiProperty({ type: [AttentionItemView], description: 'Most urgent first; none is a real answer' })
  items!: AttentionItemView[];
  @ApiProperty({ format: 'date-time' }) asOf!: string;
}

@ApiTags('orchestration')
@Controller('api/orchestration/attention')
export class AttentionController {
  constructor(private readonly attention: Attention) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary:
      'What needs a person now: agents that stand still, work and orders that are late, what waits, what was rolled back',
    description:
      'Of what orchestration knows. Approvals that end soon are at /api/governance/approvals/counts, dead letters at ' +
      '/api/gateway/dead-letters/summary. A part that could not be asked is an item that says so.',
  })
  @ApiOkResponse({ type: AttentionView })
  async read(): Promise<AttentionView> {
    const { items, asOf } = await this.attention.now();
    return {
      items: items.map(({ since, ...item }) => ({ ...item, since: since?.toISOString() ?? null })),
      asOf: asOf.toISOString(),
    };
  }
}
