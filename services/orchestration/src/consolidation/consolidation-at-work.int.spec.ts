import { eventually } from '@vividwalls/testing';
import { RunningOrchestration } from '../testing/running-orchestration.js';
import { bucketOf } from './bucket.js';
import type { ComparisonPageView, MigrationDetailView, MigrationPageView } from './desk/migration-view.js';

const MIGRATIONS = '/api/orchestration/migrations';
const TARGET = 'b2b-sales-agent';
const LEGACY = 'hospitality-sales-agent';

let orchestration: RunningOrchestration;
let id: string;
beforeAll(async () => {
  orchestration = await RunningOrchestration.start('consolidation-at-work');
  await orchestration.post(`${MIGRATIONS}/plan-all`, { excluded: [], gates: { minSamples: 5 } });
  const { body } = await orchestration.get<MigrationPageView>(`${MIGRATIONS}?targetAgentId=${TARGET}&limit=100`);
  id = body.items.find(({ personaId }) => personaId === LEGACY)!.id;
});
afterAll(() => orchestration?.stop());

const show = async () => (await orchestration.get<MigrationDetailView>(`${MIGRATIONS}/${id}`)).body;
const advance = (from: string) =>
  orchestration.post(`${MIGRATIONS}/${id}/advance`, { from, overrule: true, reason: 'the spec wants it' });

/** Leads of hotels, one for each subject. @returns their tasks */
async function leads(subjects: readonly string[]): Promise<string[]> {
  const made = await Promise.all(
    subjects.map((customerId) =>
      orchestration.post<{ id: string }>('/api/orchestration/tasks', {
        capability: 'sales.qualify-lead',
        input: { enquiry: 'Our hotel needs twelve prints for its lobby', company: 'Grand Hotel' },
        context: { text: 'Our hotel needs twelve prints for its lobby', customerType: 'hospitality', customerId },
        priority: 'medium',
        subject: customerId,
      }),
    ),
  );
  expect(made.map(({ status, body }) => (status === 201 ? 201 : body))).toEqual(subjects.map(() => 201));
  return made.map(({ body }) => body.id);
}

const workersOf = (ids: readonly string[]): Promise<{ subject: string; agent_id: string; state: string }[]> =>
  orchestration.database.dataSource.query(
    'SELECT subject, agent_id, state FROM tasks WHERE id = ANY($1::uuid[]) ORDER BY subject',
    [ids],
  );

async function done(ids: readonly string[], who: (subject: string) => string): Promise<void> {
  await eventually(async () => {
    const rows = await workersOf(ids);
    expect(rows).toHaveLength(ids.length);
    expect(rows).toEqual(rows.map(({ subject }) => ({ subject, agent_id: who(subject), state: 'succeeded' })));
  });
}

const subjectsOf = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

describe('a migration, with the engine at work', () => {
  it('compares in shadow what the legacy agent did with what its successor proposes', async () => {
    expect((await show()).settings.gates.minSamples).toBe(5);
    expect((await show()).excluded).toEqual([]);
    expect((await advance('planned')).status).toBe(200);
    await done(await leads(subjectsOf('shadow', 6)), () => LEGACY);
    await eventually(async () => {
      const { body } = await orchestration.get<ComparisonPageView>(`${MIGRATIONS}/${id}/comparisons`);
      expect(body.items.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 6 }, () => 'match'));
    });
    const { arms, findings } = await show();
    expect(arms).toEqual({ legacy: { samples: 6, errors: 0 }, target: { samples: 6, errors: 0 } });
    expect(findings.find(({ gate }) => gate === 'samples')?.verdict).toBe('passed');
  });

  it('splits work in the canary by customer, and counts both arms', async () => {
    expect((await advance('shadow')).status).toBe(200);
    expect((await advance('canary_10')).status).toBe(200);
    const subjects = subjectsOf('canary', 12);
    const isTargets = (subject: string) => bucketOf(id, subject) < 50;
    await done(await leads(subjects), (subject) => (isTargets(subject) ? TARGET : LEGACY));
    const ofTarget = subjects.filter(isTargets).length;
    expect((await show()).arms).toEqual({
      legacy: { samples: subjects.length - ofTarget, errors: 0 },
      target: { samples: ofTarget, errors: 0 },
    });
  });

  it('gives everything back with a rollback, from the next task on', async () => {
    expect((await advance('canary_50')).status).toBe(200);
    await done(await leads(subjectsOf('active', 3)), () => TARGET);
    const back = await orchestration.post(`${MIGRATIONS}/${id}/rollback`, { reason: 'The night shift wants it' });
    expect(back.status).toBe(200);
    await done(await leads(subjectsOf('back', 6)), () => LEGACY);
  });
});
