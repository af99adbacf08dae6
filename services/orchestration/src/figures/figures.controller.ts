import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { allows, Clock, CONFIG, Problem, RequiresScope, type AuthenticatedRequest } from '@vividwalls/platform';
import type { OrchestrationConfig } from '../orchestration.config.js';
import { ShopFiguresQuery, ShopFiguresView } from './figure-views.js';
import { ShopFigures } from './shop-figures.js';
import { daysBetween, periodOf, periodOfDays, type ShopPeriod } from './shop-period.js';

/** Ten years and a bit, as reports have it. */
const DAYS_MAX = 3_720;

@ApiTags('orchestration')
@Controller('api/orchestration/figures')
export class FiguresController {
  constructor(
    private readonly figures: ShopFigures,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<OrchestrationConfig, 'SHOP_TIME_ZONE'>,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Figures of the shop by name, over a period of its own calendar, beside as much of the period before',
    description:
      'Today until now is compared with yesterday until the same time by the shop’s clock, seven days with the seven before, a month ' +
      'with as much of the month before. What stands, such as open tasks, is as of the end of the period, now at the latest, and ' +
      'compared with the end of the one before. What nobody knows, and what takes a right that the key does not have (figures ' +
      'of the books `finance:read`, of the inbox `governance:read`), is null, with the reason. With `series=true` each figure has ' +
      'its course: by day up to 31 days, then by week, then by month; of fewer than 14 days the 14 up to the end of the period.',
  })
  @ApiOkResponse({ type: ShopFiguresView })
  @ApiResponse({ status: 422, description: 'The period is none' })
  read(@Query() query: ShopFiguresQuery, @Req() { principal }: AuthenticatedRequest): Promise<ShopFiguresView> {
    return this.figures.over(this.periodAsked(query), {
      ...{ names: query.names, withPoints: query.series === 'true' },
      mayRead: (service) => allows(principal!, `${service}:read`),
    });
  }

  private periodAsked({ period, from, to }: ShopFiguresQuery): ShopPeriod {
    const [now, timeZone] = [this.clock.now(), this.config.SHOP_TIME_ZONE];
    if (from === undefined && to === undefined) return periodOf(period ?? 'today', now, timeZone);
    if (period !== undefined) throw refused('/period', 'must be left out where days are named');
    if (from === undefined || !isDay(from)) throw refused('/from', 'must be a day such as 2026-11-24');
    if (to === undefined || !isDay(to)) throw refused('/to', 'must be a day such as 2026-11-24');
    if (from > to) throw refused('/from', 'must not be after to');
    if (daysBetween(from, to) > DAYS_MAX) throw refused('/from', `must be at most ${DAYS_MAX} days before to`);
    return periodOfDays({ from, to }, now, timeZone);
  }
}

const isDay = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text && text >= '2000' && text < '2100';
};

const refused = (pointer: string, message: string): Problem =>
  new Problem(422, 'Period refused', `${pointer} ${message}.`, { errors: [{ pointer, message }] });
