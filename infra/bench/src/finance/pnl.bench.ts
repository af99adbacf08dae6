import { databaseAddress } from '@vividwalls/local';
import pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { latencies, median, quantile } from '../figures/samples.js';
import { ServersAlone } from '../servers/service-alone.js';
import { reportsOf, timesOf } from './timed-reports.js';
import { fillYear, YEAR } from './year-of-orders.js';

const ORDERS = 1_000_000;
const REQUESTS = 200;
const REQUESTS_TO_WARM_UP = 10;
/** Reports that read every order or line are asked for less often. */
const REQUESTS_OF_ORDERS = 10;
const ROUNDS_OF_BASELINE = 3;
const GOAL_P95_MS = 300;

/** What the report says, from the postings themselves. */
const FROM_POSTINGS = `SELECT date_trunc('month', e.occurred_at AT TIME ZONE 'UTC') AS month, p.account, p.currency,
    sum(p.amount_minor) AS minor
  FROM finance.journal_entries e
  JOIN finance.postings p ON p.entry_id = e.id
  JOIN finance.accounts a ON a.code = p.account AND a.type IN ('income', 'expense')
  WHERE e.book = 'real' AND e.occurred_at >= $1::date AND e.occurred_at < $2::date + 1
  GROUP BY 1, 2, 3`;

/**
 * The profit and loss of a year, asked over HTTP of the finance service as a process runs it, one request after the other.
 * Baseline: PostgreSQL adding up the same year from the postings.
 */
export async function pnlBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const admin = new pg.Client({ connectionString: databaseAddress(alone.servers.postgres.adminUrl) });
  try {
    await admin.connect();
    const orders = run.count(ORDERS);
    run.say(`filling the books with ${orders} orders`);
    await fillYear(admin, orders);
    const { url } = await alone.startService('finance');
    const ask = reportsOf(url, alone.secrets.internal);
    const year = `from=${YEAR.from}&to=${YEAR.to}`;

    await timesOf(REQUESTS_TO_WARM_UP, () => ask(`reports/pnl?${year}`));
    const byMonth = await timesOf(run.count(REQUESTS), () => ask(`reports/pnl?${year}&by=month`));
    const inTotal = await timesOf(run.count(REQUESTS), () => ask(`reports/pnl?${year}&by=total`));
    const baseline = await timesOf(run.rounds(ROUNDS_OF_BASELINE), () =>
      admin.query(FROM_POSTINGS, [YEAR.from, YEAR.to]),
    );
    await agree(admin, await ask(`reports/pnl?${year}&by=total`));

    const slow = (path: string) => timesOf(run.count(REQUESTS_OF_ORDERS), () => ask(path));
    const revenue = await slow(`reports/revenue?${year}&by=day`);
    const margins = await slow(`margins?${year}&by=size`);
    const page = await slow(`margins?${year}&by=order&sort=margin`);
    const ms = (samples: readonly number[]) => ({ value: quantile(samples, 0.95), unit: 'ms' });
    const details = { orders, ...(await tableRows(admin)) };
    return [
      row(
        'P&L of a year by month, p95',
        ms(byMonth),
        { value: median(baseline), is: 'summing the postings' },
        { ...details, requests: byMonth.length, ...latencies(byMonth), totalP95: rounded(quantile(inTotal, 0.95)) },
        [{ of: 'value', atMost: GOAL_P95_MS }],
      ),
      row('revenue of a year by day and stream, p95', ms(revenue), null, { orders, ...latencies(revenue) }),
      row('margins of a year by size, p95', ms(margins), null, { orders, ...latencies(margins) }),
      row('margins of a year by order, highest first, p95', ms(page), null, { orders, ...latencies(page) }),
    ];
  } finally {
    await admin.end();
    await alone.stop();
  }
}

/** A report that is fast and wrong would be no report. */
async function agree(admin: pg.Client, pnl: unknown): Promise<void> {
  const { rows } = await admin.query<{ account: string; minor: string }>(FROM_POSTINGS, [YEAR.from, YEAR.to]);
  const income = rows.filter(({ account }) => account.startsWith('income:'));
  const expected = income.reduce((sum, { minor }) => sum - BigInt(minor), 0n).toString();
  const { currencies } = pnl as { currencies: { periods: { statement: { netRevenueMinor: string } }[] }[] };
  const told = currencies[0]?.periods[0]?.statement.netRevenueMinor;
  if (told !== expected) throw new Error(`The P&L says ${told}, the postings ${expected}`);
}

async function tableRows(admin: pg.Client): Promise<Record<string, number>> {
  const { rows } = await admin.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM finance.postings) AS postings, (SELECT count(*) FROM finance.account_days) AS "accountDays"`,
  );
  return Object.fromEntries(Object.entries(rows[0]!).map(([name, n]) => [name, Number(n)]));
}
