import { Injectable } from '@nestjs/common';
import { MarkovCounter, type MarkovFit } from '@vividwalls/attribution';
import { Turn } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { DayRange } from '../../reports/period.js';
import { refused } from '../../requests/refused.js';
import { AttributionRules } from '../credits/attribution-rules.js';
import { countPaths } from './path-counts.queries.js';

/** What a fit is made of and called. */
export interface Refit {
  readonly range: DayRange;
  /** How many touches the next one depends on. */
  readonly order: number;
  readonly actor: string;
}

export interface Refitted {
  readonly model: 'markov';
  readonly version: number;
  readonly paths: number;
  readonly fit: MarkovFit;
}

/** One refit at a time: two would give the same number to different fits. */
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtext('finance attribution refit'))`;

const INSERT = `INSERT INTO attribution_models (model, version, fitted, paths, conversions, nulls, first_day, last_day,
    created_at, created_by)
  SELECT 'markov', coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8 FROM attribution_models WHERE model = 'markov'
  RETURNING version`;

/**
 * Fits the Markov model to the paths of some days. The fit is a new version: orders first attributed from now on are divided
 * by it, those before keep what they were frozen with.
 */
@Injectable()
export class Refits {
  constructor(
    private readonly clock: Clock,
    private readonly rules: AttributionRules,
  ) {}

  /** @throws Problem 422 when there is nothing to learn from */
  async markov(tx: EntityManager, { range, order, actor }: Refit): Promise<Refitted> {
    await tx.query(ONE_AT_A_TIME);
    const paths = await countPaths(tx, range, this.rules.lookbackDays);
    const counter = new MarkovCounter(order);
    const turn = new Turn();
    for (const { path, conversions, nulls } of paths) {
      if (turn.isOver) await turn.next();
      counter.add(path, conversions, 0, nulls);
    }
    const fit = counter.fit();
    if (fit.conversions === 0) {
      throw refused(
        '/from',
        `no order placed from ${range.from} to ${range.to} had a touch: there is nothing to learn`,
      );
    }
    const journeys = Math.round(fit.conversions + fit.nulls);
    const [row] = await tx.query<{ version: number }[]>(INSERT, [
      ...[JSON.stringify(fit), journeys, Math.round(fit.conversions), Math.round(fit.nulls)],
      ...[range.from, range.to, this.clock.now(), actor],
    ]);
    return { model: 'markov', version: row!.version, paths: journeys, fit };
  }
}
