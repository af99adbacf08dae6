import { Inject, Injectable } from '@nestjs/common';
import { FIGURES, type FigureName, type FigureShown } from '@vividwalls/contracts';
import { Clock, CONFIG } from '@vividwalls/platform';
import type { OrchestrationConfig } from '../orchestration.config.js';
import { dayThere } from '../playbooks/time/shop-days.js';
import { changeOf, isOfNow } from './figure-change.js';
import { FigureReader } from './figure-reader.js';
import type { ShopFiguresView, ShopFigureView } from './figure-views.js';
import type { ShopPeriod } from './shop-period.js';

/** Figures over a period of the shop's calendar, each beside the one before. */
@Injectable()
export class ShopFigures {
  constructor(
    private readonly reader: FigureReader,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<OrchestrationConfig, 'SHOP_CURRENCY' | 'SHOP_TIME_ZONE'>,
  ) {}

  async over(period: ShopPeriod, names: readonly FigureName[], withPoints: boolean): Promise<ShopFiguresView> {
    const { course, before, lastDay, isPartial } = period;
    const timeZone = this.config.SHOP_TIME_ZONE;
    const compared = names.filter((name) => !isOfNow(name));
    const [found, earlier] = await Promise.all([
      this.reader.read(names, period.from, period.to, {
        ...(withPoints && {
          course: { ...course, lastDay: isPartial ? dayThere(this.clock.now(), timeZone) : lastDay, timeZone },
        }),
      }),
      // What ends at a moment is compared with what ended at that moment; whole days with whole days.
      this.reader.read(compared, before.from, before.to, { exact: isPartial }),
    ]);
    const beside = new Map(earlier.map((figure) => [figure.name, figure]));
    return {
      period: {
        ...{ name: period.name, firstDay: period.firstDay, lastDay, partial: isPartial, timeZone, pointsBy: course.by },
        ...{ from: period.from.toISOString(), to: period.to.toISOString() },
        ...{ compareFrom: before.from.toISOString(), compareTo: before.to.toISOString() },
      },
      figures: found.map((figure) => this.view(figure, beside.get(figure.name), withPoints)),
      asOf: this.clock.now().toISOString(),
    };
  }

  private view(figure: FigureShown, before: FigureShown | undefined, withPoints: boolean): ShopFigureView {
    const { name, unit, value, reason, currency, asOf, source, points } = figure;
    const { title, how } = FIGURES[name];
    return {
      ...{ name, title, how, unit, value, reason, asOf, source },
      // Also of an amount that is not known it is known in what it would be.
      currency: currency ?? (unit === 'minor' ? this.config.SHOP_CURRENCY : null),
      compare: before ? { from: before.from, to: before.to, value: before.value, reason: before.reason } : null,
      change: before
        ? changeOf(unit, value, before.value)
        : { value: null, percent: null, reason: 'it is of this moment: there is none before' },
      points: (withPoints && points && [...points]) || null,
      pointsReason: withPoints && !points ? 'nothing keeps its course' : null,
    };
  }
}
