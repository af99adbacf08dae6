import { ApprovalOffice } from '../testing/approval-office.js';
import { listApprovals } from './inbox-rows.js';

let office: ApprovalOffice;
beforeAll(async () => {
  office = await ApprovalOffice.open('inbox-rows');
});
afterAll(() => office?.drop());

const MANY = 20_000;

/** As they are after years: none of them about what is looked for. */
const MANY_APPROVALS = `INSERT INTO approvals (id, key, act, subject, digest, facts, does, why, asker, test, asked_at, policies,
    votes_needed, approvers, expires_at, use_within_s, state, reason, ended_at, version)
  SELECT gen_random_uuid(), 'old-' || n, 'order.refund', 'return-' || n, repeat('ab', 32),
    jsonb_build_object('orderId', 'order-' || n), '{}', 'spec', 'key:spec', false, now(), '[]', 1, '{}', now(), 60, 'expired',
    'spec', now(), 1 FROM generate_series(1, ${MANY}) AS n`;

it('finds what is about one thing among many by its indexes', async () => {
  const { id: byFacts } = await office.asked({ subject: 'return', facts: { orderId: 'rare' } as never });
  const { id: bySubject } = await office.asked({ subject: 'rare' });
  await office.query(MANY_APPROVALS);
  await office.owner.query('ANALYZE approvals');
  const asked: { sql: string; values: unknown[] }[] = [];
  const found = await listApprovals(
    {
      query: <T>(sql: string, values?: unknown[]) => {
        asked.push({ sql, values: values ?? [] });
        return office.dataSource.query<T>(sql, values);
      },
    } as never,
    { state: 'any', subject: 'rare', order: 'newest', limit: 20 },
  );
  expect(found.map(({ id }) => id)).toEqual([bySubject, byFacts]);
  const [{ sql, values }] = asked as [(typeof asked)[0]];
  const plan = await office.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('approvals_subject');
  expect(text).toContain('approvals_order');
});
