import { defineRequest } from '@vividwalls/messaging';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsISO8601, IsOptional } from 'class-validator';
import { FIGURE_NAMES, FIGURES, POINT_LENGTHS } from '../figures/figures.js';
import type { FigureName, FigureService, FigureShown, PointLength } from '../figures/figures.js';
import { faultsByClass } from './faults-by-class.js';

const A_TIME = { message: 'must be a time, ISO 8601 with its offset' };

/** What do these figures come to? */
export class FiguresQuestion {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(FIGURE_NAMES.length)
  @IsIn(FIGURE_NAMES, { each: true })
  readonly figures!: readonly FigureName[];

  @IsISO8601({ strict: true }, A_TIME)
  readonly from!: string;

  /** Not part of the period any more. */
  @IsISO8601({ strict: true }, A_TIME)
  readonly to!: string;

  /** To the moment, instead of every day that the period touches: what the books keep by day alone is missing then. */
  @IsOptional()
  @IsBoolean()
  readonly exact?: boolean;

  /** With each figure its course from then to the end of the period. */
  @IsOptional()
  @IsISO8601({ strict: true }, A_TIME)
  readonly pointsFrom?: string;

  @IsOptional()
  @IsIn(POINT_LENGTHS)
  readonly pointsBy?: PointLength;
}

export interface FiguresAnswer {
  readonly figures: readonly FigureShown[];
}

const byRules = faultsByClass(FiguresQuestion);

type Neighbour = Exclude<FigureService, 'orchestration'>;

const figuresOf = (service: Neighbour, deadlineMs: number) =>
  defineRequest<FiguresQuestion, FiguresAnswer>({
    ...{ service, name: 'figures.read', deadlineMs },
    faultsOf: (value) => {
      const faults = byRules(value);
      if (faults.length > 0) return faults;
      const { from, to } = value as FiguresQuestion;
      return Date.parse(from) < Date.parse(to) ? [] : ['/to must be after from'];
    },
    faultsOfAnswer: (value) =>
      Array.isArray((value as Partial<FiguresAnswer> | null)?.figures) ? [] : ['/figures must be a list'],
  });

/**
 * `finance/figures.read`: figures of the books over a period. Name {@link figuresUnanswered} as the fallback: who can't be asked
 * leaves the figures missing, with the reason.
 */
export const readFigures = figuresOf('finance', 5_000);

/** `governance/figures.read`: what waits for people, at the end of the period. A count: who takes longer is not waited for. */
export const readInboxFigures = figuresOf('governance', 1_500);

const UNANSWERED: Readonly<Record<Neighbour, string>> = {
  finance: 'the books could not be asked',
  governance: 'the inbox could not be asked',
};

/** What holds when a service can't be asked: nothing is known, which is not zero. */
export function figuresUnanswered(
  { figures, from, to }: FiguresQuestion,
  now: Date,
  service: Neighbour = 'finance',
): FiguresAnswer {
  return {
    figures: figures.map((name) => ({
      ...{ name, unit: FIGURES[name].unit, value: null, currency: null, from, to, asOf: now.toISOString() },
      ...{ reason: UNANSWERED[service], source: `/api/${service}` },
    })),
  };
}
