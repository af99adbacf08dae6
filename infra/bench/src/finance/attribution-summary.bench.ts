import { MODELS } from '@vividwalls/attribution';
import type { AttributionSummary } from '@vividwalls/contracts';
import { databaseAddress } from '@vividwalls/local';
import pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { latencies, median, quantile } from '../figures/samples.js';
import { ServersAlone } from '../servers/service-alone.js';
import { reportsOf, timesOf } from './timed-reports.js';
import { fillYearOfCredits } from './year-of-credits.js';
import { YEAR } from './year-of-orders.js';

const CREDITS = 1_000_000;
const REQUESTS = 200;
const REQUESTS_TO_WARM_UP = 20;
const ROUNDS_OF_BASELINE = 5;
const GOAL_P95_MS = 100;

/** What the summary says, from the credits themselves. */
const FROM_CREDITS = `SELECT c.agent_id, c.currency, sum(c.amount_minor) AS minor, count(DISTINCT c.order_id) AS orders
  FROM finance.attribution_credits c JOIN finance.attribution_orders o ON o.order_id = c.order_id AND o.book = c.book
  WHERE c.book = 'real' AND o.placed_on BETWEEN $1 AND $2 GROUP BY 1, 2`;

/**
 * The attribution of a year, asked over HTTP of the finance service as a process runs it, one request after the other.
 * Baseline: PostgreSQL adding up the credits of the same year.
 */
export async function attributionSummaryBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const admin = new pg.Client({ connectionString: databaseAddress(alone.servers.postgres.adminUrl) });
  try {
    await admin.connect();
    const credits = run.count(CREDITS);
    run.say(`filling a year with ${credits} credits`);
    await fillYearOfCredits(admin, credits, MODELS);
    const { url } = await alone.startService('finance', { env: { FINANCE_ATTRIBUTION_MODEL: 'last' } });
    const ask = reportsOf(url, alone.secrets.internal);
    const year = `from=${YEAR.from}&to=${YEAR.to}`;

    await timesOf(REQUESTS_TO_WARM_UP, () => ask(`attribution/summary?${year}`));
    const byAgent = await timesOf(run.count(REQUESTS), () => ask(`attribution/summary?${year}`));
    const byCampaign = await timesOf(run.count(REQUESTS), () => ask(`attribution/summary?${year}&by=campaign`));
    const month = await timesOf(run.count(REQUESTS), () => ask('attribution/summary?from=2025-06-01&to=2025-06-30'));
    const compared = await timesOf(run.count(REQUESTS / 4), () => ask(`attribution/compare?${year}`));
    const baseline = await timesOf(run.rounds(ROUNDS_OF_BASELINE), () =>
      admin.query(FROM_CREDITS, [YEAR.from, YEAR.to]),
    );
    await agree(admin, await ask(`attribution/summary?${year}`));

    const { rows } = await admin.query<{ lines: number }>(
      `SELECT count(*)::int AS lines FROM finance.attribution_days WHERE model = 'last'`,
    );
    return [
      row(
        'attribution summary of a year by agent, p95',
        { value: quantile(byAgent, 0.95), unit: 'ms' },
        { value: median(baseline), is: 'summing the credits' },
        {
          ...{ credits, linesOfModel: rows[0]!.lines, requests: byAgent.length, ...latencies(byAgent) },
          ...{ byCampaignP95: rounded(quantile(byCampaign, 0.95)), ofAMonthP95: rounded(quantile(month, 0.95)) },
        },
        [{ of: 'value', atMost: GOAL_P95_MS }],
      ),
      row('attribution of a year under all eight models, p95', { value: quantile(compared, 0.95), unit: 'ms' }, null, {
        credits,
        requests: compared.length,
        ...latencies(compared),
      }),
    ];
  } finally {
    await admin.end();
    await alone.stop();
  }
}

/** A summary that is fast and wrong would be none. */
async function agree(admin: pg.Client, told: unknown): Promise<void> {
  const { rows } = await admin.query<{ agent_id: string | null; minor: string }>(FROM_CREDITS, [YEAR.from, YEAR.to]);
  const expected = new Map(rows.map(({ agent_id, minor }) => [agent_id, minor]));
  const [usd] = (told as AttributionSummary).currencies;
  const wrong = usd?.rows.find(({ key, creditedMinor }) => expected.get(key) !== creditedMinor);
  if (!usd || wrong || usd.rows.length !== rows.length) {
    throw new Error(`The summary says ${JSON.stringify(wrong ?? null)}, which the credits do not`);
  }
}
