import { Inject, Injectable } from '@nestjs/common';
import { FIGURES, type FigureName, type FigureService, type FigureShown } from '@vividwalls/contracts';
import { Clock, CONFIG } from '@vividwalls/platform';
import type { OrchestrationConfig } from '../orchestration.config.js';
import { dayThere } from '../playbooks/time/shop-days.js';
import { changeOf } from './figure-change.js';
import { FigureReader } from './figure-reader.js';
import type { ShopFiguresView, ShopFigureView } from './figure-views.js';
import { needsRight } from './needs-right.js';
import type { ShopPeriod, Span } from './shop-period.js';

export interface FiguresAsked {
  readonly names: readonly FigureName[];
  readonly withPoints: boolean;
  /** Whose figures whoever asks may see: the right to read here is none to read what others know. */
  readonly mayRead: (service: FigureService) => boolean;
}

/** Figures over a period of the shop's calendar, each beside the one before. */
@Injectable()
export class ShopFigures {
  constructor(
    private readonly reader: FigureReader,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<OrchestrationConfig, 'SHOP_CURRENCY' | 'SHOP_TIME_ZONE'>,
  ) {}

  async over(period: ShopPeriod, { names, withPoints, mayRead }: FiguresAsked): Promise<ShopFiguresView> {
    const { course, before, lastDay, isPartial } = period;
    const timeZone = this.config.SHOP_TIME_ZONE;
    const seen = names.filter((name) => mayRead(FIGURES[name].service));
    const [found, earlier] = await Promise.all([
      this.reader.read(seen, period.from, period.to, {
        ...(withPoints && {
          course: { ...course, lastDay: isPartial ? dayThere(this.clock.now(), timeZone) : lastDay, timeZone },
        }),
      }),
      // What ends at a moment is compared with what ended at that moment; whole days with whole days.
      this.reader.read(seen, before.from, before.to, { exact: isPartial }),
    ]);
    const byName = new Map(found.map((figure) => [figure.name, figure]));
    const beside = new Map(earlier.map((figure) => [figure.name, figure]));
    return {
      period: {
        ...{ name: period.name, firstDay: period.firstDay, lastDay, partial: isPartial, timeZone, pointsBy: course.by },
        ...{ from: period.from.toISOString(), to: period.to.toISOString() },
        ...{ compareFrom: before.from.toISOString(), compareTo: before.to.toISOString() },
      },
      figures: names.map((name) => {
        const [figure, other] = [byName.get(name), beside.get(name)];
        return this.view(figure ?? this.unseen(name, period), other ?? this.unseen(name, before), withPoints);
      }),
      asOf: this.clock.now().toISOString(),
    };
  }

  private unseen(name: FigureName, { from, to }: Span): FigureShown {
    const { service, unit } = FIGURES[name];
    return {
      ...{ name, unit, value: null, reason: needsRight(service), currency: null },
      ...{ from: from.toISOString(), to: to.toISOString(), asOf: this.clock.now().toISOString() },
      source: `/api/${service}`,
    };
  }

  private view(figure: FigureShown, before: FigureShown, withPoints: boolean): ShopFigureView {
    const { name, unit, value, reason, currency, asOf, source, points } = figure;
    const { title, how } = FIGURES[name];
    return {
      ...{ name, title, how, unit, value, reason, asOf, source },
      // Also of an amount that is not known it is known in what it would be.
      currency: currency ?? (unit === 'minor' ? this.config.SHOP_CURRENCY : null),
      compare: { from: before.from, to: before.to, value: before.value, reason: before.reason },
      change: changeOf(unit, value, before.value),
      points: (withPoints && points && [...points]) || null,
      pointsReason: withPoints && !points ? 'nothing keeps its course' : null,
    };
  }
}
