import { defineService } from '@vividwalls/platform';
import { ServiceUnderTest } from '@vividwalls/testing/service';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { TasksModule } from '../tasks.module.js';
import type { AgentsAtWorkView, AgentAtWorkView } from './agents-at-work-view.js';

const API = '/api/orchestration/agents-at-work';
const DAY_MS = 86_400_000;
const [AGENT, OTHER] = ['seo-sem-agent', 'customer-support-agent'];

const service = defineService({
  ...{ name: 'orchestration', config: OrchestrationConfig, features: [TasksModule], bodyFaultStatus: 422 },
});

let running: ServiceUnderTest<OrchestrationDatabase>;
beforeAll(async () => {
  running = await ServiceUnderTest.start(service, () => createOrchestrationDatabase('agents-at-work'));
});
afterAll(() => running?.stop());

let n = 0;
/** A task as the engine would have left it. */
async function task(agent: string, state: string, part: Readonly<Record<string, unknown>> = {}): Promise<void> {
  n += 1;
  const at = new Date();
  const row = {
    ...{ id: `0199f3c1-7a10-7c3e-9b51-${String(n).padStart(12, '0')}`, key: `key-${n}`, capability: 'spec.work' },
    ...{ input: '{}', context: '{}', priority: 1, subject: 'order-1', requested_by: 'spec', mode: 'act', test: false },
    ...{ correlation_id: 'c', causation_id: 'c', created_at: at, run_after: new Date(at.getTime() + DAY_MS) },
    ...{ state, agent_id: agent, ...part },
  };
  const names = Object.keys(row);
  await running.database.owner.query(
    `INSERT INTO tasks (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
}
const ago = (days: number): Date => new Date(Date.now() - days * DAY_MS);
const ended = (agent: string, state: string, days: number, part: object = {}) =>
  task(agent, state, { started_at: ago(days), ended_at: ago(days), ...part });

const show = async (query = ''): Promise<AgentsAtWorkView> =>
  (await running.get<AgentsAtWorkView>(`${API}${query}`)).body;
const of = async (agent: string, query = ''): Promise<AgentAtWorkView> =>
  (await show(query)).items.find(({ agentId }) => agentId === agent)!;

describe('agents at work', () => {
  it('are all there, and of those who did nothing it is said why nothing is known', async () => {
    const { items, days } = await show();
    expect([days, items.length]).toEqual([30, 135]);
    expect((await show('?roster=target')).items).toHaveLength(28);
    expect(await of(AGENT, '?days=7')).toEqual({
      ...{ agentId: AGENT, open: 0, lastWorkedAt: null, stopped: null },
      success: {
        ...{ samples: 0, right: 0, share: null, interval: null, percent: null },
        reason: 'no task of it ended in the last 7 days',
      },
    });
  });

  it('count real work that ended in the period, and what is open', async () => {
    await ended(AGENT, 'succeeded', 1);
    await ended(AGENT, 'succeeded', 2);
    await ended(AGENT, 'failed', 5);
    await ended(AGENT, 'succeeded', 10);
    await ended(AGENT, 'failed', 1, { test: true });
    await ended(AGENT, 'failed', 1, { mode: 'propose' });
    await task(AGENT, 'queued');
    await ended(OTHER, 'failed', 1);
    const work = await of(AGENT, '?days=7');
    expect(work).toMatchObject({ open: 1, success: { samples: 3, right: 2, percent: '66.7', reason: null } });
    expect(Date.parse(work.lastWorkedAt!) / DAY_MS).toBeCloseTo(ago(1).getTime() / DAY_MS, 2);
    expect((await of(AGENT)).success).toMatchObject({ samples: 4, right: 3, percent: '75.0' });
    expect((await show(`?agentId=${OTHER}`)).items).toMatchObject([{ agentId: OTHER, success: { percent: '0.0' } }]);
  });

  it('say why they stand still, for as long as they do', async () => {
    const stop = (id: string, agent: string, until: Date | null) =>
      running.database.owner.query(
        `INSERT INTO agent_stops (id, agent_id, cause, reason, stopped_at, until) VALUES ($1, $2, 'failing', 'five in a row', $3, $4)`,
        [`0199f3c1-7a10-7c3e-9b51-${id.padStart(12, '0')}`, agent, ago(1), until],
      );
    await stop('1', AGENT, null);
    await stop('2', OTHER, ago(0.5));
    expect((await of(AGENT)).stopped).toMatchObject({
      cause: 'failing',
      reason: 'five in a row',
      until: null,
      room: null,
    });
    expect((await of(OTHER)).stopped).toBeNull();
    await running.post('/api/orchestration/agents-stopped/seo-sem-agent/resume', { reason: 'it is well' });
    expect((await of(AGENT)).stopped).toBeNull();
  });

  it('say of a stop over budget what was refused, and why it is not known what is left where finance is away', async () => {
    await task(AGENT, 'failed', { started_at: null, ended_at: ago(0) });
    const taskId = `0199f3c1-7a10-7c3e-9b51-${String(n).padStart(12, '0')}`;
    await running.database.owner.query(
      `INSERT INTO task_spends (task_id, n, key, agent_id, state, amount_minor, allowance_minor, currency, reason, asked_at)
       VALUES ($1, 1, 'task/x/1', $2, 'refused', 500, 100, 'USD', 'no room', now())`,
      [taskId, AGENT],
    );
    await running.database.owner.query(
      `INSERT INTO agent_stops (id, agent_id, cause, reason, task_id, stopped_at, until)
       VALUES ('0199f3c1-7a10-7c3e-9b51-000000000003', $1, 'over_budget', 'no room', $2, now(), $3)`,
      [AGENT, taskId, ago(-1)],
    );
    expect((await of(AGENT)).stopped).toMatchObject({
      cause: 'over_budget',
      room: { neededMinor: '600', leftMinor: null, currency: 'USD', reason: 'Finance could not be asked.' },
    });
  });

  it.each(['?days=0', '?days=400', '?days=x', '?roster=all'])('refuse %s', async (query) =>
    expect([400, 422]).toContain((await running.get(`${API}${query}`)).status),
  );

  it('need the scope', async () => expect((await running.get(API, { scopes: ['finance:*'] })).status).toBe(403));
});
