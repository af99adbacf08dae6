import { Inject, Injectable } from '@nestjs/common';
import {
  lastVerificationOf,
  verificationUnanswered,
  type FigureName,
  type FigureShown,
  type LastVerificationAnswer,
} from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { MIGRATION_STATES } from '../../consolidation/assignment.js';
import { migrationsIn } from '../../consolidation/migration-rows.js';
import { GoldenDesk } from '../../knowledge/golden/golden-desk.js';
import type { Measured } from '../../measured/measured.js';
import { Rosters } from '../../registry/roster.js';
import { LabelledMeasurements } from '../../routing/labelled/labelled-measurements.js';
import type { RoutingAccuracy } from '../../routing/labelled/measure-routing.js';
import { FigureReader } from '../figure-reader.js';
import { MadeBeside, Remembered, within } from '../remembered.js';
import { actingAgents } from './acting-agents.js';
import { METRIC_IDS, METRICS, shareText, unknown, type MetricFound, type MetricId } from './metrics.js';

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 30;
/** Pages ask every few seconds; none of this changes faster than a person reads. */
const REMEMBERED_MS = 10_000;
/** Whole sets of samples are judged anew. */
const ACCURACY_REMEMBERED_MS = 300_000;
/** A page waits no longer: what is under way is shown the next time. */
const ANSWER_WITHIN_MS = 1_500;

export interface Scored {
  readonly found: ReadonlyMap<MetricId, MetricFound>;
  readonly asOf: Date;
}

/** What nothing measures yet, and why. */
const UNMEASURED: Partial<Record<MetricId, string>> = {
  response_time: 'nothing keeps response times over time yet: each process tells its own to the metrics alone',
  uptime: 'nothing keeps over time which service was ready',
  segment_accuracy: 'segments are not here yet',
  agent_productivity: 'nobody measured what agents did before the consolidation: there is no baseline',
  operational_costs: 'nobody told what agents cost before the consolidation: there is no baseline',
  validation_coverage: 'validation of records is not here yet',
};

const NOT_NOW = 'it could not be measured within a moment: look again soon';

/** Measures the plan's success metrics by what the system knows. Each by itself: one that can't be measured says so. */
@Injectable()
export class Scoreboard {
  private readonly scored: Remembered<Scored>;
  private readonly knowledge: MadeBeside<Counted>;
  private readonly routing: MadeBeside<Counted>;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
    private readonly figures: FigureReader,
    private readonly requests: Requests,
    golden: GoldenDesk,
    labelled: LabelledMeasurements,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {
    this.scored = new Remembered(clock, REMEMBERED_MS, () => this.score());
    const beside = (what: string, make: () => Promise<Counted>) =>
      new MadeBeside(clock, ACCURACY_REMEMBERED_MS, make, (error) =>
        log.warn('metrics could not be measured', { what, error: error.message }),
      );
    this.knowledge = beside('knowledge', async () => (await golden.accuracy()).heldOut);
    this.routing = beside('routing', async () => decidedApart((await labelled.accuracy()).set));
  }

  read(): Promise<Scored> {
    return this.scored.get();
  }

  private async score(): Promise<Scored> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
    const [agents, errors, books, record] = await Promise.all([
      this.tried('agents', () => this.agents()),
      this.tried('errors', () => this.errors(since, now)),
      this.tried('books', () => this.books(since, now)),
      this.tried('record', () => this.record()),
    ]);
    const known: Partial<Record<MetricId, MetricFound>> = {
      ...{ ...agents, ...errors, ...books, ...record },
      knowledge_accuracy: accuracy('knowledge_accuracy', this.knowledge.latest),
      persona_switching: accuracy('persona_switching', this.routing.latest),
    };
    // Judging a whole set keeps the process busy for a moment: after the answer.
    for (const slow of [this.knowledge, this.routing]) slow.refresh();
    return {
      found: new Map(METRIC_IDS.map((id) => [id, known[id] ?? unknown(UNMEASURED[id] ?? NOT_NOW)])),
      asOf: now,
    };
  }

  private async tried(
    what: string,
    measure: () => Promise<Partial<Record<MetricId, MetricFound>>>,
  ): Promise<Partial<Record<MetricId, MetricFound>>> {
    try {
      return await within(measure(), ANSWER_WITHIN_MS);
    } catch (error) {
      this.log.warn('metrics could not be measured', { what, error: (error as Error).message });
      return {};
    }
  }

  private async agents(): Promise<Partial<Record<MetricId, MetricFound>>> {
    const [roster, migrations] = await Promise.all([
      this.rosters.current(),
      migrationsIn(this.dataSource, MIGRATION_STATES),
    ]);
    const { size } = actingAgents([...roster.agents.values()], migrations);
    if (size === 0)
      return { agent_count: unknown('no agent is registered'), communication_paths: unknown('no agent is registered') };
    const found = (value: number): MetricFound => ({ value: String(value), reason: null, since: null, samples: null });
    return { agent_count: found(size), communication_paths: found(size ** 2) };
  }

  private async errors(since: Date, now: Date): Promise<Partial<Record<MetricId, MetricFound>>> {
    const [row] = await this.dataSource.query<{ ended: string; failed: string; first: Date | null }[]>(
      `SELECT count(*) FILTER (WHERE state <> 'cancelled') AS ended,
         count(*) FILTER (WHERE state IN ('failed', 'timed_out')) AS failed, min(ended_at) AS first
       FROM tasks WHERE NOT test AND mode = 'act' AND ended_at >= $1 AND ended_at < $2`,
      [since, now],
    );
    const [ended, failed] = [Number(row!.ended), Number(row!.failed)];
    if (ended === 0) return { error_rate: unknown('no task ended in the last 30 days') };
    const value = shareText(failed, ended, METRICS.error_rate.target.direction);
    return { error_rate: { value, reason: null, since: row!.first, samples: ended } };
  }

  private async books(since: Date, now: Date): Promise<Partial<Record<MetricId, MetricFound>>> {
    const names: readonly FigureName[] = ['attribution_complete_percent', 'reporting_lag_p95_ms'];
    const [complete, lag] = await this.figures.read(names, since, now);
    const found = ({ value, reason }: FigureShown, from: Date | null): MetricFound => ({
      ...{ value, reason, since: from, samples: null },
    });
    return { attribution_accuracy: found(complete!, new Date(complete!.from)), reporting_lag: found(lag!, null) };
  }

  private async record(): Promise<Partial<Record<MetricId, MetricFound>>> {
    const fallback = verificationUnanswered;
    return { audit_completeness: completeness(await this.requests.ask(lastVerificationOf, {}, { fallback })) };
  }
}

function completeness({ last, reason }: LastVerificationAnswer): MetricFound {
  if (!last) return unknown(reason!);
  const { entries, proven, askedAt } = last;
  if (entries === 0) return unknown('nothing was recorded yet when it was verified');
  const value = shareText(proven, entries, METRICS.audit_completeness.target.direction);
  return { value, reason: null, since: null, samples: entries, asOf: new Date(askedAt) };
}

/** Of tasks that were put aside while routing was tuned, and that were given to somebody without a question. */
function decidedApart({ groups }: RoutingAccuracy): Counted {
  const apart = groups.filter(({ split }) => split === 'holdout').map(({ decided }) => decided);
  return {
    samples: apart.reduce((sum, { samples }) => sum + samples, 0),
    right: apart.reduce((sum, { right }) => sum + right, 0),
  };
}

type Counted = Pick<Measured, 'samples' | 'right'>;

function accuracy(id: MetricId, made: { readonly value: Counted; readonly at: Date } | undefined): MetricFound {
  if (!made) return unknown('it is being measured: look again soon');
  const { samples, right } = made.value;
  if (samples === 0) return unknown('there is nothing yet to measure it by');
  const value = shareText(right, samples, METRICS[id].target.direction);
  return { value, reason: null, since: null, samples, asOf: made.at };
}
