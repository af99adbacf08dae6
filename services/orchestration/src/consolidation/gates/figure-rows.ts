import type { MigrationState } from '../assignment.js';
import type { Arm, Migration } from '../migration.js';
import type { Reader } from '../migration-rows.js';
import { NO_FIGURES, type ArmFigures, type ArmRevenue, type ShadowFigures } from './evidence.js';

/** The newest runs are enough for a percentile, and their sorting stays cheap. */
const RUNS_MAX = 2_000;

export type FiguresByArm = Readonly<Record<Arm, ArmFigures>>;

/**
 * How both arms did in the migration's present state. In shadow the target's work are its proposals. Once it is active there is
 * no legacy work beside it: then all that the legacy agent did in this run stands against it.
 */
export async function armFigures(tx: Reader, { id, run, state }: Migration): Promise<FiguresByArm> {
  const ofTarget = state === 'shadow' ? 'propose' : 'act';
  const isAlone = state === 'active' || state === 'retired';
  const rows = await tx.query<{ arm: Arm; samples: number; errors: number }[]>(
    `SELECT arm, count(*)::integer AS samples, (count(*) FILTER (WHERE NOT succeeded))::integer AS errors
     FROM arm_outcomes WHERE migration_id = $1 AND run = $2
       AND ((arm = 'target' AND mode = $4 AND state = $3) OR (arm = 'legacy' AND mode = 'act' AND ($5 OR state = $3)))
     GROUP BY arm`,
    [id, run, state, ofTarget, isAlone],
  );
  const runMs = await targetRuns(tx, id, run, state, ofTarget);
  const of = (arm: Arm): ArmFigures => ({ ...NO_FIGURES, ...rows.find((row) => row.arm === arm) });
  return { legacy: figures(of('legacy')), target: { ...figures(of('target')), runMs } };
}

const figures = ({ samples, errors, runMs }: ArmFigures): ArmFigures => ({ samples, errors, runMs });

async function targetRuns(tx: Reader, id: string, run: number, state: MigrationState, mode: string): Promise<number[]> {
  const rows = await tx.query<{ run_ms: number }[]>(
    `SELECT run_ms FROM (
       SELECT run_ms FROM arm_outcomes WHERE migration_id = $1 AND run = $2 AND arm = 'target' AND state = $3 AND mode = $4
         AND run_ms IS NOT NULL ORDER BY at DESC LIMIT ${RUNS_MAX}
     ) AS newest ORDER BY run_ms`,
    [id, run, state, mode],
  );
  return rows.map(({ run_ms }) => run_ms);
}

/** What was compared in this run. */
export async function shadowFigures(tx: Reader, { id, run }: Migration): Promise<ShadowFigures> {
  const [row] = await tx.query<ShadowFigures[]>(
    `SELECT (count(*) FILTER (WHERE verdict = 'match'))::integer AS matches,
       (count(*) FILTER (WHERE verdict = 'difference'))::integer AS differences,
       (count(*) FILTER (WHERE verdict = 'incomparable'))::integer AS incomparable
     FROM shadow_comparisons WHERE migration_id = $1 AND run = $2`,
    [id, run],
  );
  return row!;
}

export interface WindowFigures {
  readonly samples: number;
  readonly errors: number;
  readonly p95Ms: number | null;
}

/** A migration and the instant from which its target's work counts. */
export interface Watched {
  readonly migration: Migration;
  readonly since: Date;
}

/** How the targets of many migrations did lately, by migration; those without any work are left out. */
export async function windowFigures(tx: Reader, watched: readonly Watched[]): Promise<Map<string, WindowFigures>> {
  const rows = await tx.query<(WindowFigures & { id: string })[]>(
    `SELECT w.id, count(*)::integer AS samples, (count(*) FILTER (WHERE NOT succeeded))::integer AS errors,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY run_ms) AS "p95Ms"
     FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[]) AS w (id, run, since)
     JOIN arm_outcomes o ON o.migration_id = w.id AND o.run = w.run AND o.arm = 'target' AND o.mode = 'act' AND o.at >= w.since
     GROUP BY w.id`,
    [
      watched.map(({ migration }) => migration.id),
      watched.map(({ migration }) => migration.run),
      watched.map(({ since }) => since),
    ],
  );
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}

/**
 * Revenue per subject of both arms of a canary: of a customer what they ordered since their first task in this state, and of an
 * order its own. Subjects that bought nothing count with zero: that is known of them.
 */
export async function armRevenue(
  tx: Reader,
  { migration, since }: Watched,
  currency: string,
): Promise<ArmRevenue | null> {
  const { id, run, state } = migration;
  const rows = await tx.query<{ arm: Arm; samples: number; mean: number; variance: number | null }[]>(
    `SELECT s.arm, count(*)::integer AS samples, avg(bought.minor)::double precision AS mean,
       var_samp(bought.minor)::double precision AS variance
     FROM arm_subjects s
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(o.net_minor), 0) AS minor FROM (
         SELECT net_minor FROM order_standings
           WHERE customer_id = s.subject AND currency = $5 AND placed_at >= greatest(s.since, $4::timestamptz)
         UNION ALL SELECT net_minor FROM order_standings WHERE order_id = s.subject AND currency = $5
       ) AS o
     ) AS bought
     WHERE s.migration_id = $1 AND s.run = $2 AND s.state = $3
     GROUP BY s.arm`,
    [id, run, state, since, currency],
  );
  const measured = (arm: Arm) => {
    const row = rows.find((one) => one.arm === arm);
    return { samples: row?.samples ?? 0, mean: row?.mean ?? 0, variance: row?.variance ?? 0 };
  };
  return rows.length === 0 ? null : { target: measured('target'), legacy: measured('legacy'), currency };
}
