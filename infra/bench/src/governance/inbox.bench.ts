import { databaseAddress } from '@vividwalls/local';
import { signInternalToken } from '@vividwalls/platform';
import pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { latencies, quantile } from '../figures/samples.js';
import { timesOf } from '../finance/timed-reports.js';
import { ServersAlone } from '../servers/service-alone.js';

const OPEN = 10_000;
const ENDED = 100_000;
const REQUESTS = 200;
const REQUESTS_TO_WARM_UP = 20;
const GOAL_P95_MS = 100;
const EXPIRING = 1_000;
const EXPIRED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

const FILL = `INSERT INTO governance.approvals (id, key, act, subject, digest, facts, does, before, after, why, asker, test,
    asked_at, policies, votes_needed, approvers, expires_at, use_within_s, state, reason, ended_at, ended_by, version)
  SELECT gen_random_uuid(), $1 || n, (ARRAY['customer.email', 'order.refund', 'price.change', 'discount.publish'])[1 + n % 4],
    'subject-' || n, repeat('0', 64), '{"amountMinor": "4500", "currency": "USD"}', jsonb_build_object('text', repeat('x', 500)),
    '{"a": 1}', '{"a": 2}', 'because of the bench', 'agent:asker-' || n % 20, false, now() - n * interval '1 second',
    '[{"id": "refund", "version": 1, "name": "Every refund needs two people", "effect": "ask", "outcome": "holds",
       "why": "true", "source": "bench"}]', 1 + n % 2, CASE n % 3 WHEN 0 THEN ARRAY['user:owner', 'user:bench'] ELSE '{}' END,
    now() + interval '1 hour' + n * interval '1 second', 604800, $2,
    'waits', CASE WHEN $2 = 'pending' THEN NULL ELSE now() END, '{}', 1
  FROM generate_series(1, $3::int) n`;

/** The page as the inbox asks for it, and as PostgreSQL finds it without an index. */
const PAGE = `SELECT * FROM governance.approvals WHERE state = 'pending' ORDER BY expires_at, id LIMIT 51`;

/**
 * The inbox over HTTP with 10,000 open approvals among 100,000 that have ended, one request after the other; and 1,000 that expire
 * at one instant. Baseline of the inbox: the same rows without an index, without HTTP.
 */
export async function inboxBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const admin = new pg.Client({ connectionString: databaseAddress(alone.servers.postgres.adminUrl) });
  try {
    await admin.connect();
    const { url } = await alone.startService('governance');
    const [open, ended] = [run.count(OPEN), run.count(ENDED)];
    run.say(`filling the inbox with ${open} open approvals, and ${ended} that have ended`);
    await admin.query(FILL, ['ended-', 'rejected', ended]);
    await admin.query(FILL, ['open-', 'pending', open]);
    await admin.query('ANALYZE governance.approvals');
    const ask = inboxOf(url, alone.secrets.internal);

    const pages = [
      '',
      '?order=soonest',
      '?mine=true',
      '?mine=true&order=soonest&limit=100',
      '?act=order.refund',
      '/counts',
    ];
    for (const page of pages) await timesOf(run.count(REQUESTS_TO_WARM_UP), () => ask(page));
    const byPage: Record<string, number> = {};
    const all: number[] = [];
    for (const page of pages) {
      const samples = await timesOf(run.count(REQUESTS), () => ask(page));
      byPage[page || 'newest'] = latencies(samples).p99;
      all.push(...samples);
    }
    await admin.query('SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off');
    const baseline = await timesOf(run.count(REQUESTS), () => admin.query(PAGE));
    await admin.query('RESET enable_indexscan; RESET enable_bitmapscan; RESET enable_indexonlyscan');
    return [
      row(
        'inbox of 10,000 open approvals, p95',
        { value: quantile(all, 0.95), unit: 'ms' },
        { value: quantile(baseline, 0.95), is: 'the rows without an index, without HTTP' },
        { open, ended, requests: all.length, ...latencies(all), p99Of: byPage },
        [{ of: 'value', atMost: GOAL_P95_MS }],
      ),
      await expiryRow(admin, Math.min(EXPIRING, open)),
    ];
  } finally {
    await admin.end();
    await alone.stop();
  }
}

/** All of them end, each once: fewer or more would be no figure. */
async function expiryRow(admin: pg.Client, count: number): Promise<BenchRow> {
  const began = performance.now();
  await admin.query(
    `UPDATE governance.approvals SET expires_at = now()
     WHERE id IN (SELECT id FROM governance.approvals WHERE state = 'pending' ORDER BY id LIMIT $1)`,
    [count],
  );
  for (;;) {
    const { rows } = await admin.query<{ ended: number; told: number }>(
      `SELECT (SELECT count(*)::int FROM governance.approvals WHERE state = 'expired') AS ended,
         (SELECT count(*)::int FROM governance.outbox WHERE subject = 'vw.governance.approval.decided') AS told`,
    );
    const { ended, told } = rows[0]!;
    if (ended === count) {
      if (told !== count) throw new Error(`${ended} expired and ${told} were told`);
      break;
    }
    if (performance.now() - began > EXPIRED_WITHIN_MS) throw new Error(`${ended} of ${count} expired`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const seconds = (performance.now() - began) / 1_000;
  return row(
    '1,000 approvals that expire at one instant: all ended, each told once',
    { value: seconds, unit: 's' },
    null,
    {
      approvals: count,
    },
  );
}

function inboxOf(url: string, secret: string): (query: string) => Promise<unknown> {
  return async (query) => {
    const token = await signInternalToken({ actor: 'user:bench', scopes: ['governance:read'] }, secret, new Date());
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/api/governance/approvals${query}`, { headers });
    if (!response.ok) throw new Error(`${query}: ${response.status} ${await response.text()}`);
    const body = (await response.json()) as { items?: unknown[]; waiting?: number };
    if (body.items?.length === 0 || body.waiting === 0) throw new Error(`${query}: nothing waits`);
    return body;
  };
}
