import { Inject, Injectable } from '@nestjs/common';
import {
  FIGURES,
  type FigureName,
  type FigurePoint,
  type FigureService,
  type FigureShown,
  type FiguresQuestion,
  type PointLength,
} from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { askFigures } from './asked-figures.js';
import { alertsAmong, NO_ALERTS_OF_BEFORE } from './attention/alerts.js';
import { Attention } from './attention/attention.js';
import { countWork } from './work-counts.js';
import { workCourses } from './work-courses.js';
import { WORK_FIGURES, type Counted } from './work-figures.js';

const SOURCES: Readonly<Record<FigureService, string>> = {
  ...{ finance: '/api/finance', governance: '/api/governance', orchestration: '/api/orchestration/queue' },
};
const OWN_SOURCES: Readonly<Partial<Record<FigureName, string>>> = {
  agents_stopped: '/api/orchestration/agents-stopped',
  alerts_open: '/api/orchestration/attention',
};

/** A question takes its time to come here: what ended so lately is of now. */
const NOW_WITHIN_MS = 10_000;

export interface ReadOptions {
  /** To the moment, where the books would otherwise take every day that the period touches. */
  readonly exact?: boolean;
  /** With the course of each figure that has one, from then to the last day. */
  readonly course?: {
    readonly from: Date;
    readonly lastDay: string;
    readonly by: PointLength;
    readonly timeZone: string;
  };
}

/** Reads figures of the shop by name, each from the service that knows it. */
@Injectable()
export class FigureReader {
  constructor(
    private readonly requests: Requests,
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
    private readonly attention: Attention,
  ) {}

  /**
   * In the order of the names, over the half open period. Never throws for a figure that can't be known: it is null, and the
   * reason says why.
   */
  async read(names: readonly FigureName[], from: Date, to: Date, options: ReadOptions = {}): Promise<FigureShown[]> {
    const now = this.clock.now();
    const shown = (name: FigureName, { value, reason }: Counted): FigureShown => ({
      ...{ name, unit: FIGURES[name].unit, value, reason, currency: null },
      ...{ from: from.toISOString(), to: to.toISOString(), asOf: now.toISOString() },
      source: OWN_SOURCES[name] ?? SOURCES[FIGURES[name].service],
    });
    if (from >= to) return names.map((name) => shown(name, { value: null, reason: 'the period has no length' }));
    const by = (service: FigureService) => [...new Set(names.filter((name) => FIGURES[name].service === service))];
    const ask = (service: 'finance' | 'governance') =>
      askFigures(this.requests, service, questionOf(by(service), from, to, options), now);
    const [books, inbox, work, courses] = await Promise.all([
      ask('finance'),
      ask('governance'),
      this.own(by('orchestration'), from, to, now),
      this.courses(by('orchestration'), options),
    ]);
    return names.map((name) => {
      const asked = books.get(name) ?? inbox.get(name);
      if (asked) return asked;
      const points = courses.get(name);
      const counted = work.get(name) ?? { value: null, reason: 'who knows it did not answer for this figure' };
      return { ...shown(name, counted), ...(points && { points }) };
    });
  }

  private async courses(
    names: readonly FigureName[],
    { course }: ReadOptions,
  ): Promise<ReadonlyMap<FigureName, readonly FigurePoint[]>> {
    if (!course) return new Map();
    try {
      return await workCourses(this.dataSource, names, course);
    } catch (error) {
      this.log.warn('the course of work could not be counted', { error: (error as Error).message });
      return new Map();
    }
  }

  private async own(
    names: readonly FigureName[],
    from: Date,
    to: Date,
    now: Date,
  ): Promise<ReadonlyMap<FigureName, Counted>> {
    const isOver = now.getTime() - to.getTime() > NOW_WITHIN_MS;
    const [alerts, work] = await Promise.all([
      names.includes('alerts_open') ? this.alerts(isOver) : undefined,
      this.count(
        names.filter((name) => WORK_FIGURES[name]),
        { from, to, now, isOver },
      ),
    ]);
    return alerts ? new Map([...work, ['alerts_open', alerts]]) : work;
  }

  private async alerts(isOver: boolean): Promise<Counted> {
    return isOver ? NO_ALERTS_OF_BEFORE : alertsAmong((await this.attention.now()).items);
  }

  private async count(
    names: readonly FigureName[],
    period: Parameters<typeof countWork>[1],
  ): Promise<ReadonlyMap<FigureName, Counted>> {
    if (names.length === 0) return new Map();
    try {
      const counts = await countWork(this.dataSource, period);
      return new Map(names.map((name) => [name, WORK_FIGURES[name]!(counts)]));
    } catch (error) {
      this.log.warn('work could not be counted', { error: (error as Error).message });
      return new Map(names.map((name) => [name, { value: null, reason: 'the tasks could not be counted' }]));
    }
  }
}

const questionOf = (
  figures: readonly FigureName[],
  from: Date,
  to: Date,
  { exact, course }: ReadOptions,
): FiguresQuestion => ({
  ...{ figures, from: from.toISOString(), to: to.toISOString() },
  ...(exact && { exact }),
  ...(course && { pointsFrom: course.from.toISOString(), pointsBy: course.by }),
});
