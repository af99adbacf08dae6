import { createDataSource, ensureServiceRoles, migrate, ownerRole } from '@vividwalls/persistence';
import { createTestDatabase, TEST_ROLE_PASSWORD } from '@vividwalls/testing';
import { migrations } from './index.js';
import { Leave1764000000007 } from './1764000000007-leave.js';

const BEFORE = migrations.slice(0, migrations.indexOf(Leave1764000000007));

const SCOPE = `scope, department, unit, exponent, limit_kind, thresholds`;
const budget = (id: string, name: string) => `
  INSERT INTO budget_accounts (id, ${SCOPE}, period_start, period_end, created_at, created_by)
  VALUES ('${id}', '${name}', '${name}', 'USD', 2, 'soft', '{}', '2026-11-01', '2026-11-30', now(), 'user:owner')`;
const [ONE, OTHER] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const idOf = (n: number) => `00000000-0000-4000-8000-00000000001${n}`;

const transfer = (n: number, state: string, decidedBy: string | null) => `
  INSERT INTO budget_transfers (id, from_id, to_id, amount_minor, unit, reason, state, requested_by, requested_at, decided_by)
  VALUES ('${idOf(n)}', '${ONE}', '${OTHER}', 1, 'USD', 'why', '${state}', 'user:owner', '2026-11-20T00:00:00Z',
    ${decidedBy === null ? 'NULL' : `'${decidedBy}'`})`;
const spend = (n: number, state: string) => `
  INSERT INTO spend_authorisations (key, id, actor, department, category, purpose, amount_minor, unit, allowance_minor,
    expires_in_s, state, reason, budget_ids, decided_at)
  VALUES ('spend-${n}', '${idOf(n)}', 'agent:a', 'one', 'llm', 'why', 1, 'USD', 0, 60, '${state}', 'why', '{}',
    '2026-11-21T00:00:00Z')`;

it('asks governance for what waited for a second person, and keeps what such a one decided', async () => {
  const database = await createTestDatabase('leave-migration');
  try {
    const roles = [{ schema: 'finance', password: TEST_ROLE_PASSWORD, ownerPassword: TEST_ROLE_PASSWORD }];
    await ensureServiceRoles(database.adminUrl, roles);
    const url = database.url(ownerRole('finance'));
    await migrate({ url, schema: 'finance', migrations: BEFORE });
    const owner = await createDataSource({ url, schema: 'finance' }).initialize();
    try {
      const given = [
        ...[budget(ONE, 'one'), budget(OTHER, 'other'), transfer(1, 'pending', null), transfer(2, 'done', 'user:anna')],
        ...[spend(3, 'pending'), spend(4, 'refused')],
        `INSERT INTO approvals (subject, summary, requested_by, requested_at, verdict, decided_by)
         VALUES ('transfer:${idOf(2)}', 'one', 'user:owner', now(), 'approved', 'user:anna')`,
      ];
      for (const statement of given) await owner.query(statement);
      await migrate({ url, schema: 'finance', migrations });
      expect(await owner.query('SELECT key, kind, requested_by, state, verdict FROM approvals ORDER BY key')).toEqual([
        { key: `spend:${idOf(3)}`, kind: 'spend', requested_by: 'agent:a', state: 'to_ask', verdict: null },
        { key: `transfer:${idOf(1)}`, kind: 'transfer', requested_by: 'user:owner', state: 'to_ask', verdict: null },
      ]);
      expect(await owner.query('SELECT verdict, decided_by FROM second_person_decisions')).toEqual([
        { verdict: 'approved', decided_by: 'user:anna' },
      ]);
    } finally {
      await owner.destroy();
    }
  } finally {
    await database.drop();
  }
});
