import { Inject, Injectable } from '@nestjs/common';
import {
  FIGURES,
  figuresUnanswered,
  readFigures,
  type FigureName,
  type FigurePoint,
  type FigureShown,
  type FiguresQuestion,
  type PointLength,
} from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { countWork } from './work-counts.js';
import { workCourses } from './work-courses.js';
import { WORK_FIGURES, type Counted } from './work-figures.js';

const SOURCES = { finance: '/api/finance', orchestration: '/api/orchestration/queue' } as const;

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
      source: SOURCES[FIGURES[name].service],
    });
    if (from >= to) return names.map((name) => shown(name, { value: null, reason: 'the period has no length' }));
    const by = (service: 'finance' | 'orchestration') => [
      ...new Set(names.filter((name) => FIGURES[name].service === service)),
    ];
    const [books, work, courses] = await Promise.all([
      this.askFinance(by('finance'), { from, to, now }, options),
      this.count(by('orchestration'), from, to, now),
      this.courses(by('orchestration'), options),
    ]);
    return names.map((name) => {
      const asked = books.get(name);
      if (asked) return asked;
      const points = courses.get(name);
      const counted = work.get(name) ?? { value: null, reason: 'who knows it did not answer for this figure' };
      return { ...shown(name, counted), ...(points && { points }) };
    });
  }

  private async askFinance(
    figures: readonly FigureName[],
    { from, to, now }: { readonly from: Date; readonly to: Date; readonly now: Date },
    { exact, course }: ReadOptions,
  ): Promise<ReadonlyMap<FigureName, FigureShown>> {
    if (figures.length === 0) return new Map();
    const question: FiguresQuestion = {
      ...{ figures, from: from.toISOString(), to: to.toISOString() },
      ...(exact && { exact }),
      ...(course && { pointsFrom: course.from.toISOString(), pointsBy: course.by }),
    };
    const answer = await this.requests.ask(readFigures, question, { fallback: () => figuresUnanswered(question, now) });
    return new Map(answer.figures.map((figure) => [figure.name, figure]));
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

  private async count(
    names: readonly FigureName[],
    from: Date,
    to: Date,
    now: Date,
  ): Promise<ReadonlyMap<FigureName, Counted>> {
    if (names.length === 0) return new Map();
    try {
      const counts = await countWork(this.dataSource, from, to, now);
      return new Map(names.flatMap((name) => (WORK_FIGURES[name] ? [[name, WORK_FIGURES[name](counts)]] : [])));
    } catch (error) {
      this.log.warn('work could not be counted', { error: (error as Error).message });
      return new Map(names.map((name) => [name, { value: null, reason: 'the tasks could not be counted' }]));
    }
  }
}
