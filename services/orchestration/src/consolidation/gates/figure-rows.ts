import type { Arm, Migration } from '../migration.js';
import type { Reader } from '../migration-rows.js';
import { NO_FIGURES, type ArmFigures, type ArmRevenue, type ShadowFigures } from './evidence.js';

/** The newest runs are enough for a percentile, and their sorting stays cheap. */
const RUNS_MAX = 2_000;

export type FiguresByArm = Readonly<Record<Arm, ArmFigures>>;

/** A migration's own id, run and state beside what of it counts, as arrays for one statement. */
function asColumns(migrations: readonly Migration[]): unknown[] {
  return [
    migrations.map(({ id }) => id),
    migrations.map(({ run }) => run),
    migrations.map(({ state }) => state),
    migrations.map(({ state }) => (state === 'shadow' ? 'propose' : 'act')),
    migrations.map(({ state }) => state === 'active' || state === 'retired'),
  ];
}

/** `mode`: what the target's work is. `alone`: no legacy work goes on beside it. */
const OF_MIGRATIONS = `unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::boolean[]) AS m (id, run, state, mode, alone)`;

/**
 * How both arms of migrations did in their present states, by migration. In shadow the target's work are its proposals. Once it
 * is active there is no legacy work beside it: then all that the legacy agent did in this run stands against it.
 */
export async function armFigures(tx: Reader, migrations: readonly Migration[]): Promise<Map<string, FiguresByArm>> {
  if (migrations.length === 0) return new Map();
  const rows = await tx.query<{ id: string; arm: Arm; samples: number; errors: number }[]>(
    `SELECT m.id, o.arm, count(*)::integer AS samples, (count(*) FILTER (WHERE NOT o.succeeded))::integer AS errors
     FROM ${OF_MIGRATIONS}
     JOIN arm_outcomes o ON o.migration_id = m.id AND o.run = m.run
       AND ((o.arm = 'target' AND o.mode = m.mode AND o.state = m.state)
         OR (o.arm = 'legacy' AND o.mode = 'act' AND (m.alone OR o.state = m.state)))
     GROUP BY m.id, o.arm`,
    asColumns(migrations),
  );
  const runs = await targetRuns(tx, migrations);
  const byKey = new Map(rows.map((row) => [`${row.id} ${row.arm}`, row]));
  const of = (id: string, arm: Arm, runMs: readonly number[]): ArmFigures => {
    const { samples, errors } = byKey.get(`${id} ${arm}`) ?? NO_FIGURES;
    return { samples, errors, runMs };
  };
  return new Map(
    migrations.map(({ id }) => [id, { legacy: of(id, 'legacy', []), target: of(id, 'target', runs.get(id) ?? []) }]),
  );
}

async function targetRuns(tx: Reader, migrations: readonly Migration[]): Promise<Map<string, number[]>> {
  const rows = await tx.query<{ id: string; runs: number[] }[]>(
    `SELECT m.id, array_agg(newest.run_ms ORDER BY newest.run_ms) AS runs
     FROM ${OF_MIGRATIONS}
     CROSS JOIN LATERAL (
       SELECT run_ms FROM arm_outcomes
       WHERE migration_id = m.id AND run = m.run AND arm = 'target' AND state = m.state AND mode = m.mode
         AND run_ms IS NOT NULL ORDER BY at DESC LIMIT ${RUNS_MAX}
     ) AS newest
     GROUP BY m.id`,
    asColumns(migrations),
  );
  return new Map(rows.map(({ id, runs }) => [id, runs]));
}

/** What was compared in the present run of migrations, by migration. */
export async function shadowFigures(tx: Reader, migrations: readonly Migration[]): Promise<Map<string, ShadowFigures>> {
  if (migrations.length === 0) return new Map();
  const rows = await tx.query<(ShadowFigures & { id: string })[]>(
    `SELECT m.id, (count(*) FILTER (WHERE c.verdict = 'match'))::integer AS matches,
       (count(*) FILTER (WHERE c.verdict = 'difference'))::integer AS differences,
       (count(*) FILTER (WHERE c.verdict = 'incomparable'))::integer AS incomparable
     FROM unnest($1::uuid[], $2::integer[]) AS m (id, run)
     JOIN shadow_comparisons c ON c.migration_id = m.id AND c.run = m.run
     GROUP BY m.id`,
    [migrations.map(({ id }) => id), migrations.map(({ run }) => run)],
  );
  const found = new Map(rows.map(({ id, ...figures }) => [id, figures]));
  return new Map(migrations.map(({ id }) => [id, found.get(id) ?? NOTHING_COMPARED]));
}

const NOTHING_COMPARED: ShadowFigures = { matches: 0, differences: 0, incomparable: 0 };

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
