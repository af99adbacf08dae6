import type pg from 'pg';

export interface Work {
  readonly capability: string;
  /** `#` in it is the task's key. */
  readonly input: object;
  readonly context?: object;
}

/** A kind of work that needs nobody outside: several, so that no single agent is the whole bench. */
const WORK: readonly Work[] = [
  { capability: 'kpi.snapshot', input: { names: ['orders', 'revenue'] } },
  { capability: 'support.triage', input: { text: 'My print came with a torn corner', channel: 'email' } },
  { capability: 'price.check', input: { sku: 'VW-24x36-CANVAS', priceMinor: '49900', currency: 'USD' } },
];

/** The same in one statement: the first lines of the timelines too. */
const ENQUEUE = `WITH added AS (
    INSERT INTO tasks (id, key, capability, input, context, priority, subject, requested_by, mode, test,
      correlation_id, causation_id, created_at, run_after, changes)
    SELECT gen_random_uuid(), name, ($2::text[])[w], replace(($3::text[])[w], '#', name)::jsonb,
      replace(($4::text[])[w], '#', name)::jsonb, 1, name, 'user:bench', 'act', false, name, name, now(), now(), 1
    FROM (SELECT $1 || '-' || n AS name, 1 + n % cardinality($2::text[]) AS w FROM generate_series(1, $5::integer) AS n)
    RETURNING id, requested_by
  ) INSERT INTO task_timeline (task_id, seq, at, move, state, actor, note)
  SELECT id, 1, now(), 'queued', 'queued', requested_by, 'asked for' FROM added`;

const LOOK_EVERY_MS = 50;

/** Puts tasks into the queue as whoever asks for them does, all in one transaction. Their keys begin with the name. */
export async function enqueue(
  pool: Pick<pg.Pool, 'query'>,
  name: string,
  count: number,
  work: readonly Work[] = WORK,
): Promise<void> {
  const texts = (of: (one: Work) => object) => work.map((one) => JSON.stringify(of(one)));
  await pool.query(ENQUEUE, [
    ...[name, work.map(({ capability }) => capability)],
    ...[texts(({ input }) => input), texts(({ context = {} }) => context), count],
  ]);
}

export interface Standing {
  readonly open: number;
  readonly succeeded: number;
  readonly otherwise: number;
  /** Rows of the timelines. */
  readonly lines: number;
}

export async function standingOf(pool: pg.Pool, name: string): Promise<Standing> {
  const { rows } = await pool.query<Record<keyof Standing, number>>(
    `SELECT count(*) FILTER (WHERE ended_at IS NULL)::int AS open,
       count(*) FILTER (WHERE state = 'succeeded')::int AS succeeded,
       count(*) FILTER (WHERE ended_at IS NOT NULL AND state <> 'succeeded')::int AS otherwise,
       coalesce(sum(changes), 0)::int AS lines
     FROM tasks WHERE key LIKE $1 || '-%'`,
    [name],
  );
  return rows[0]!;
}

/** Waits for the end of all. @throws when they have not all succeeded */
export async function allEnded(pool: pg.Pool, name: string, count: number, timeoutMs: number): Promise<Standing> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const standing = await standingOf(pool, name);
    if (standing.open === 0) {
      if (standing.succeeded === count) return standing;
      throw new Error(`${name}: ${standing.succeeded} of ${count} succeeded, ${standing.otherwise} ended otherwise`);
    }
    if (performance.now() > until) throw new Error(`${name}: ${await stuck(pool, name)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** What those that have not ended wait for. */
async function stuck(pool: pg.Pool, name: string): Promise<string> {
  const { rows } = await pool.query<{ what: string }>(
    `SELECT count(*) || ' of ' || coalesce(capability, '-') || ' ' || state || ' ' || coalesce(waits_for, '') || ': ' ||
       coalesce(max((SELECT note FROM task_timeline l WHERE l.task_id = t.id AND move IN ('retry', 'fall_back', 'put_back')
         ORDER BY seq LIMIT 1)), 'no word') AS what
     FROM tasks t WHERE key LIKE $1 || '-%' AND ended_at IS NULL GROUP BY capability, state, waits_for`,
    [name],
  );
  return rows.map(({ what }) => what).join('; ');
}
