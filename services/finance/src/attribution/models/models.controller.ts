import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { AttributionError, MODELS, needsFit } from '@vividwalls/attribution';
import { UnitOfWork } from '@vividwalls/messaging';
import {
  ApiIdempotencyKey,
  asProblem,
  Clock,
  keyedRequest,
  once,
  RequiresScope,
  type WrittenRequest,
} from '@vividwalls/platform';
import { addDays } from '../../reports/calendar-day.js';
import { reportRange } from '../../reports/report-range.js';
import { refused } from '../../requests/refused.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { AttributionRules } from '../credits/attribution-rules.js';
import { ModelVersions, type ModelVersion } from './model-versions.js';
import { FitRecordView, FitView, ModelListView, ModelView, RefitBody, type ChannelEffectView } from './model-views.js';
import { Refits } from './refit.service.js';

/** Fitted to by default: the last ninety days. */
const DAYS_BEFORE = 89;

@ApiTags('finance')
@Controller('api/finance/attribution/models')
export class ModelsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly rules: AttributionRules,
    private readonly versions: ModelVersions,
    private readonly refits: Refits,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'The models, which one the books are kept by, and what those that learn have learned' })
  @ApiOkResponse({ type: ModelListView })
  async models(): Promise<ModelListView> {
    const versions = Map.groupBy(await this.versions.list(), ({ model }) => model);
    const notes = await Promise.all(MODELS.map((model) => this.versions.notesOn([model])));
    const items = MODELS.map((model, i): ModelView => {
      const note = notes[i]![0];
      return {
        ...{ model, ofRecord: model === this.rules.model, learns: needsFit(model) },
        versions: (versions.get(model) ?? []).map(recordView),
        ...(note !== undefined && { note }),
      };
    });
    return { items };
  }

  @Post('markov/fit')
  @RequiresScope('finance:write')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Fit the Markov model anew',
    description:
      'To the paths of orders placed in these days and of persons touched in them who did not buy. Orders first attributed from now on are divided by the new version; those before keep theirs.',
  })
  @ApiCreatedResponse({ type: FitView })
  @ApiUnprocessableEntityResponse({ description: 'There is nothing to learn from, or a field breaks a rule' })
  async fit(@Body() body: RefitBody, @Req() request: WrittenRequest): Promise<FitView> {
    const now = this.clock.now();
    const range = reportRange(body, this.calendar.dayOf(now), (to) => addDays(to, -DAYS_BEFORE));
    const { actor } = request.principal!;
    const work = this.unitOfWork.run((tx) =>
      once(tx, keyedRequest(request), now, async (): Promise<FitView> => {
        const { model, version, paths, fit } = await this.refits.markov(tx, { range, order: body.order, actor });
        const { order, conversions, nulls } = fit;
        return {
          ...{ model, version, ...range, order, paths, conversions, nulls },
          channels: channelsOf([...fit.effects]),
        };
      }),
    );
    return asProblem(work, refusal);
  }
}

function recordView({
  fitted,
  createdAt,
  createdBy,
  model,
  version,
  from,
  to,
  ...counts
}: ModelVersion): FitRecordView {
  return {
    ...{ model, version, from, to, order: fitted.order, paths: Number(counts.paths) },
    ...{ conversions: Number(counts.conversions), nulls: Number(counts.nulls) },
    channels: channelsOf(fitted.effects),
    ...{ createdAt: createdAt.toISOString(), createdBy },
  };
}

/** Most needed first. */
function channelsOf(effects: readonly (readonly [string, number])[]): ChannelEffectView[] {
  const channels = effects.map(([channel, removalEffect]) => ({ channel, removalEffect }));
  return channels.sort((a, b) => b.removalEffect - a.removalEffect || (a.channel < b.channel ? -1 : 1));
}

/** More contexts than can be solved: fewer touches to depend on, or fewer days. */
function refusal(error: unknown) {
  if (!(error instanceof AttributionError)) return undefined;
  return refused('/order', `${error.message}; take a lower order or fewer days`);
}
