import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { allows, RequiresScope, type AuthenticatedRequest } from '@vividwalls/platform';
import { needsRight } from '../needs-right.js';
import {
  DIRECTIONS,
  isMet,
  METRIC_GROUPS,
  METRIC_IDS,
  METRIC_UNITS,
  METRICS,
  unknown,
  type Metric,
} from './metrics.js';
import { Scoreboard } from './scoreboard.js';

const text = { type: String, nullable: true } as const;

export class ScoreboardTargetView {
  @ApiProperty({ example: '< 5 minutes', description: 'As the plan says it' }) text!: string;
  @ApiProperty({ example: 300_000, description: 'In the unit of the metric' }) value!: number;
  @ApiProperty({ enum: DIRECTIONS }) direction!: (typeof DIRECTIONS)[number];
}

export class ScoreboardMetricView {
  @ApiProperty({ enum: METRIC_IDS }) id!: string;
  @ApiProperty({ enum: METRIC_GROUPS }) group!: (typeof METRIC_GROUPS)[number];
  @ApiProperty({ example: 'Financial reporting lag' }) title!: string;
  @ApiProperty({ enum: METRIC_UNITS }) unit!: (typeof METRIC_UNITS)[number];
  @ApiProperty({ type: ScoreboardTargetView }) target!: ScoreboardTargetView;
  @ApiProperty({ ...text, example: '160', description: 'Decimal text; null when it is not known' }) value!:
    string | null;
  @ApiProperty({ ...text, description: 'Why it is null' }) reason!: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Null as long as the value is not known' }) met!:
    boolean | null;
  @ApiProperty({ type: Number, nullable: true, example: 57, description: 'Cases that stand behind it, of a share' })
  samples!: number | null;
  @ApiProperty({ ...text, format: 'date-time', description: 'From when on; null for what is of this moment' })
  since!: string | null;
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({ example: 'tasks that failed or ran out of time, of those that ended in the last 30 days' })
  how!: string;
  @ApiProperty({ ...text, example: '/api/finance/reports/lag', description: 'Where it can be looked up' })
  source!: string | null;
  @ApiProperty({ ...text, example: '/finance', description: 'Its page of the console' }) link!: string | null;
}

export class ScoreboardView {
  @ApiProperty({ type: [ScoreboardMetricView], description: 'In the order of the plan' })
  metrics!: ScoreboardMetricView[];
  @ApiProperty({ format: 'date-time' }) asOf!: string;
}

@ApiTags('orchestration')
@Controller('api/orchestration/scoreboard')
export class ScoreboardController {
  constructor(private readonly scoreboard: Scoreboard) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary:
      'Every success metric of the plan: its target, what it is now, whether that meets it, and how it is measured',
    description:
      'What nobody measures is null, with the reason; so is what takes a right that the key does not have: figures of the books ' +
      '`finance:read`, of the record `audit:read`. Answers are kept for some seconds; `asOf` says of when they are.',
  })
  @ApiOkResponse({ type: ScoreboardView })
  async read(@Req() { principal }: AuthenticatedRequest): Promise<ScoreboardView> {
    const { found, asOf } = await this.scoreboard.read();
    return {
      metrics: METRIC_IDS.map((id) => {
        const { group, title, unit, target, how, service, source, link }: Metric = METRICS[id];
        const mayRead = service === undefined || allows(principal!, `${service}:read`);
        const {
          value,
          reason,
          since,
          samples,
          asOf: at = asOf,
        } = mayRead ? found.get(id)! : unknown(needsRight(service));
        return {
          ...{ id, group, title, unit, target, how, source, link, value, reason, samples },
          ...{ met: isMet(target, value), since: since?.toISOString() ?? null, asOf: at.toISOString() },
        };
      }),
      asOf: asOf.toISOString(),
    };
  }
}
