import { Clock } from '@vividwalls/platform';
import { eventually } from '@vividwalls/testing';
import { Neighbours } from '../mcp/testing/neighbours.js';
import { RunningOrchestration, type Asking } from '../testing/running-orchestration.js';
import type { AttentionView } from './attention/attention.controller.js';
import type { ShopFiguresView } from './figure-views.js';
import type { ScoreboardView } from './scoreboard/scoreboard.controller.js';

// Noon of a Sunday in New York.
const NOON = new Date('2026-11-29T17:00:00.000Z');
class SetClock extends Clock {
  at = NOON;
  now(): Date {
    return this.at;
  }
}

const API = '/api/orchestration';
const clock = new SetClock();
let service: RunningOrchestration;
let neighbours: Neighbours | undefined;
beforeAll(async () => {
  service = await RunningOrchestration.start('overview', { clock, env: { SHOP_TIME_ZONE: 'America/New_York' } });
}, 60_000);
afterAll(async () => {
  await neighbours?.stop();
  await service?.stop();
});
afterEach(async () => {
  await service.database.owner.query(
    `ALTER TABLE task_timeline DISABLE TRIGGER refuse_timeline_change; DELETE FROM task_timeline;
     ALTER TABLE task_timeline ENABLE TRIGGER refuse_timeline_change; DELETE FROM agent_stops; DELETE FROM migration_moves; DELETE FROM agent_migrations; DELETE FROM tasks;
     DELETE FROM order_fulfilments`,
  );
  // What is remembered for some seconds is past.
  clock.at = new Date(clock.at.getTime() + 60_000);
});

let n = 0;
const id = () => `0199f3c1-7a10-7c3e-9b51-${String((n += 1)).padStart(12, '0')}`;
async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row);
  await service.database.owner.query(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
}
const task = (part: Readonly<Record<string, unknown>>) =>
  insert('tasks', {
    ...{ id: id(), key: `key-${n}`, capability: 'spec.work', input: '{}', context: '{}', priority: 1 },
    ...{
      subject: `order-${n}`,
      requested_by: 'spec',
      mode: 'act',
      test: false,
      correlation_id: 'c',
      causation_id: 'c',
    },
    ...{ created_at: '2026-11-01T00:00:00Z', run_after: '2027-11-01T00:00:00Z', state: 'queued', ...part },
  });
const ended = (state: string, at: string) => task({ state, ended_at: at });
async function migration(state: string, legacy: readonly string[], move?: object): Promise<void> {
  const own = id();
  await insert('agent_migrations', {
    ...{ id: own, target_agent_id: 'finance-director', persona_id: `p-${n}`, legacy_agent_ids: legacy, state },
    ...{ state_since: NOON, run: 1, version: 1, settings: '{}', excluded: '[]', created_at: NOON, created_by: 'spec' },
  });
  if (move) {
    const usual = {
      migration_id: own,
      version: 1,
      from_state: 'shadow',
      reason: 'spec',
      findings: '[]',
      actor: 'spec',
    };
    await insert('migration_moves', { ...usual, to_state: state, at: NOON, ...move });
  }
}

const OWNER = { scopes: ['*'] };
const figures = (query: string, asking: Asking = OWNER) =>
  service.get<ShopFiguresView>(`${API}/figures?${query}`, asking);
const scoreboard = async (asking: Asking = OWNER) =>
  Object.fromEntries(
    (await service.get<ScoreboardView>(`${API}/scoreboard`, asking)).body.metrics.map((one) => [one.id, one]),
  );
const attention = async () => (await service.get<AttentionView>(`${API}/attention`)).body.items;

describe('figures over REST', () => {
  it('are by the shop’s day until now, beside yesterday until the same time', async () => {
    await ended('succeeded', '2026-11-29T05:00:00Z');
    await ended('succeeded', '2026-11-29T16:00:00Z');
    await ended('failed', '2026-11-29T16:30:00Z');
    await ended('succeeded', '2026-11-28T16:59:00Z');
    // Yesterday, later than it is now; and still the day before, by the shop's clock.
    await ended('succeeded', '2026-11-28T18:00:00Z');
    await ended('succeeded', '2026-11-28T04:00:00Z');
    const { status, body } = await figures('names=tasks_ended,tasks_succeeded_percent,tasks_open&period=today');
    expect(status).toBe(200);
    expect(body.period).toMatchObject({
      ...{ name: 'today', firstDay: '2026-11-29', lastDay: '2026-11-29', partial: true, timeZone: 'America/New_York' },
      ...{ from: '2026-11-29T05:00:00.000Z', compareFrom: '2026-11-28T05:00:00.000Z' },
    });
    expect(body.figures).toMatchObject([
      { name: 'tasks_ended', title: 'Tasks that ended', value: '3', change: { value: '2', percent: '200.00' } },
      { value: '66.67', compare: { value: '100.00' }, change: { value: '-33.33', percent: null } },
      { value: '0', compare: { value: '4' }, change: { value: '-4' }, points: null, pointsReason: null },
    ]);
  });

  it('of what stands are of now, beside yesterday at this time; each from whoever knows it', async () => {
    const [then, since] = ['2026-11-27T00:00:00Z', '2026-11-29T00:00:00Z'];
    await task({ created_at: then, state: 'queued' });
    for (const state of ['queued', 'running']) await task({ created_at: since, state });
    const stop = { reason: 'spec', cause: 'over_budget', stopped_at: then };
    await insert('agent_stops', { ...stop, id: id(), agent_id: 'a', resumed_at: since, resumed_by: 'user:owner' });
    await insert('agent_stops', { ...stop, id: id(), agent_id: 'b', until: since });
    await insert('agent_stops', { ...stop, id: id(), agent_id: 'c' });
    const names = 'approvals_waiting,alerts_open,agents_stopped,tasks_open,reporting_lag_p95_ms';
    const { body } = await figures(`names=${names}&period=today`);
    expect(body.figures).toMatchObject([
      {
        ...{ name: 'approvals_waiting', value: null, reason: 'the inbox could not be asked' },
        ...{ compare: { value: null, reason: 'the inbox could not be asked' }, change: { value: null } },
      },
      {
        ...{ name: 'alerts_open', value: '1', source: '/api/orchestration/attention' },
        ...{ compare: { value: null, reason: 'nothing keeps which tasks were overdue then' }, change: { value: null } },
      },
      { name: 'agents_stopped', value: '1', compare: { value: '3' }, change: { value: '-2', percent: '-66.67' } },
      { name: 'tasks_open', value: '3', compare: { value: '1' }, change: { value: '2', percent: '200.00' } },
      { name: 'reporting_lag_p95_ms', value: null, reason: 'the books could not be asked' },
    ]);
    expect(body.figures[3]!.compare.to).toBe(body.period.compareTo);
  });

  it('of other services are shown to nobody who may not read there', async () => {
    const names = 'names=net_revenue,approvals_waiting,tasks_open';
    const reasons = async (...scopes: string[]) =>
      (await figures(names, { scopes: ['orchestration:read', ...scopes] })).body.figures.map(({ reason }) => reason);
    expect(await reasons()).toEqual(['needs the right finance:read', 'needs the right governance:read', null]);
    expect(await reasons('finance:read')).toEqual([
      ...['the books could not be asked', 'needs the right governance:read', null],
    ]);
    expect((await reasons('governance:*'))[1]).toBe('the inbox could not be asked');
    const { body } = await figures(names, { scopes: ['orchestration:*'] });
    expect(body.figures[0]).toMatchObject({
      ...{ value: null, currency: 'USD', source: '/api/finance' },
      ...{ compare: { value: null, reason: 'needs the right finance:read' }, change: { value: null } },
    });
  });

  it('come with their course, and nothing is made up for days before the first task', async () => {
    await task({ created_at: '2026-11-27T12:00:00Z', state: 'succeeded', ended_at: '2026-11-27T13:00:00Z' });
    const { body } = await figures('names=tasks_ended,orders_late&period=7d&series=true');
    const [tasks, late] = body.figures;
    expect(tasks!.points!.slice(-4)).toEqual([
      { from: '2026-11-26', to: '2026-11-26', value: null },
      { from: '2026-11-27', to: '2026-11-27', value: '1' },
      { from: '2026-11-28', to: '2026-11-28', value: '0' },
      { from: '2026-11-29', to: '2026-11-29', value: '0' },
    ]);
    expect(tasks!.points).toHaveLength(14);
    expect(late).toMatchObject({ points: null, pointsReason: 'nothing keeps its course' });
  });

  it('of the books are missing while finance is away, in the shop’s currency all the same', async () => {
    const { body } = await figures('names=net_revenue');
    expect(body.figures).toMatchObject([
      {
        ...{ value: null, reason: 'the books could not be asked', currency: 'USD', unit: 'minor' },
        ...{ compare: { value: null }, change: { value: null, percent: null, reason: 'the figure is not known' } },
      },
    ]);
  });

  it('are of days that are named', async () => {
    const { body } = await figures('names=tasks_ended&from=2026-11-01&to=2026-11-10');
    expect(body.period).toMatchObject({ name: 'days', partial: false, compareTo: '2026-11-01T04:00:00.000Z' });
  });

  it.each([
    ['names=', 400],
    ['names=nothing', 400],
    ['names=orders,orders', 400],
    [`names=orders&period=week`, 400],
    ['names=orders&from=2026-11-01', 422],
    ['names=orders&from=2026-02-30&to=2026-11-01', 422],
    ['names=orders&from=2026-11-02&to=2026-11-01', 422],
    ['names=orders&from=2000-11-02&to=2026-11-01', 422],
    ['names=orders&period=today&from=2026-11-01&to=2026-11-01', 422],
  ])('are refused for %s: %i', async (query, status) => expect((await figures(query)).status).toBe(status));
});

describe('the scoreboard', () => {
  it('has every metric, each with a value or the reason why there is none', async () => {
    let all = await scoreboard();
    expect(Object.keys(all)).toHaveLength(14);
    // Whole sets are judged for these: meanwhile the others are shown.
    await eventually(
      async () => {
        clock.at = new Date(clock.at.getTime() + 10_000);
        all = await scoreboard();
        for (const id of ['persona_switching', 'knowledge_accuracy']) expect(all[id]!.value).not.toBeNull();
      },
      { timeoutMs: 20_000 },
    );
    for (const { value, reason, met, how } of Object.values(all)) {
      expect([value === null, how.length > 0]).toEqual([reason !== null, true]);
      expect(met === null).toBe(value === null);
    }
    expect(all).toMatchObject({
      ...{ agent_count: { value: '28', met: true, target: { value: 28, direction: 'at_most' } } },
      ...{
        communication_paths: { value: '784', met: true },
        segment_accuracy: { reason: 'segments are not here yet' },
      },
      error_rate: { value: null, reason: 'no task ended in the last 30 days' },
      attribution_accuracy: { value: null, reason: 'the books could not be asked' },
      ...{ audit_completeness: { value: null, reason: 'the record could not be asked', link: '/events/verify' } },
    });
    expect(all['persona_switching']!.samples).toBeGreaterThan(50);
    expect(Number(all['persona_switching']!.value)).toBeGreaterThan(90);
    expect(Number(all['knowledge_accuracy']!.value)).toBeGreaterThan(50);
  }, 30_000);

  it('counts whom migrations still let act, and tasks that failed', async () => {
    await migration('canary_50', ['budget-management-agent']);
    await migration('active', ['seo-agent']);
    await ended('failed', '2026-11-20T00:00:00Z');
    await ended('cancelled', '2026-11-20T00:00:00Z');
    for (let i = 0; i < 2; i += 1) await ended('succeeded', '2026-11-21T00:00:00Z');
    expect(await scoreboard()).toMatchObject({
      agent_count: { value: '29', met: false },
      communication_paths: { value: '841', met: false },
      error_rate: { value: '33.34', met: false, samples: 3, since: '2026-11-20T00:00:00.000Z' },
    });
  });

  it('shows to nobody what they may not read where it comes from', async () => {
    const reasons = async (...scopes: string[]) => {
      const all = await scoreboard({ scopes: ['orchestration:read', ...scopes] });
      return ['attribution_accuracy', 'reporting_lag', 'audit_completeness'].map((id) => all[id]!.reason);
    };
    const [books, record] = ['needs the right finance:read', 'needs the right audit:read'];
    expect(await reasons()).toEqual([books, books, record]);
    expect(await reasons('finance:read', 'audit:*')).toEqual([
      ...['the books could not be asked', 'the books could not be asked', 'the record could not be asked'],
    ]);
  });

  it('is kept for some seconds', async () => {
    expect((await scoreboard())['error_rate']!.value).toBeNull();
    await ended('failed', '2026-11-20T00:00:00Z');
    expect((await scoreboard())['error_rate']!.value).toBeNull();
    clock.at = new Date(clock.at.getTime() + 10_000);
    expect((await scoreboard())['error_rate']!.value).toBe('100.00');
  });
});

describe('what needs attention', () => {
  it('is nothing when all is well', async () => {
    await service.database.owner.query(`UPDATE knowledge_contradictions SET state = 'past' WHERE state = 'open'`);
    expect(await attention()).toEqual([]);
  });

  it('is what stands still, is late, waits or went back; most urgent first', async () => {
    const stop = { reason: 'spec', stopped_at: NOON };
    await insert('agent_stops', { ...stop, id: id(), agent_id: 'a', cause: 'over_budget', until: null });
    await insert('agent_stops', {
      ...stop,
      id: id(),
      agent_id: 'b',
      cause: 'over_budget',
      until: '2099-01-01T00:00:00Z',
    });
    await insert('agent_stops', { ...stop, id: id(), agent_id: 'c', cause: 'failing', until: '2026-11-29T17:00:01Z' });
    const order = { test: false, begun_at: '2026-11-27T00:00:00Z', due_at: '2026-11-28T00:00:00Z' };
    const fulfilling = id();
    await task({ id: fulfilling });
    await insert('order_fulfilments', { ...order, order_id: 'late', task_id: fulfilling });
    await insert('order_fulfilments', {
      ...order,
      order_id: 'done',
      task_id: id(),
      handed_over_at: '2026-11-27T09:00:00Z',
    });
    await insert('order_fulfilments', { ...order, order_id: 'trial', task_id: id(), test: true });
    // Past its time, and left where a person sees it.
    await task({ stage: 'person', due_at: '2026-11-29T00:00:00Z' });
    await task({ state: 'running', waits_for: 'person', waits_until: '2099-11-29T00:00:00Z' });
    await task({ state: 'awaiting_approval' });
    await task({ state: 'awaiting_approval', test: true });
    await migration('rolled_back', ['seo-agent'], { at: clock.at });
    await migration('rolled_back', ['tiktok-agent'], { at: '2026-11-28T00:00:00Z' });
    await migration('canary_10', ['twitter-agent'], {
      findings: '[{"gate": "match", "verdict": "overruled", "finding": "x"}]',
    });
    expect((await attention()).map(({ kind, severity, count, title }) => [kind, severity, count, title])).toEqual([
      ['orders_late', 'critical', 1, 'An order is past its 24 hours'],
      ['agents_over_budget', 'warning', 2, '2 agents stand still: their budgets have no room for their next task'],
      ['tasks_overdue', 'warning', 1, 'A task should have been done by now'],
      ['migrations_rolled_back', 'warning', 1, 'A migration was rolled back within the last day'],
      ['tasks_waiting_for_people', 'note', 1, 'A task waits for a person’s answer'],
      ['gates_overruled', 'note', 1, 'A migration went on although a gate failed, within the last day'],
    ]);
    expect((await attention())[0]).toMatchObject({
      ...{ since: '2026-11-28T00:00:00.000Z', link: '/tasks?orderLate=true' },
    });
    // Each leads to exactly those that it counts.
    const ofTasks = (await attention()).filter(({ source }) => source.startsWith(`${API}/tasks?`));
    expect(ofTasks.map(({ link }) => link)).toEqual([
      ...['/tasks?orderLate=true', '/tasks?overdue=true', '/tasks?waitsFor=person,clarification'],
    ]);
    for (const { source, count } of ofTasks)
      expect((await service.get<{ items: unknown[] }>(`${source}&limit=100`)).body.items).toHaveLength(count!);
  });

  it('says of what it could not ask', async () => {
    await service.database.owner.query('REVOKE SELECT ON agent_stops FROM vw_orchestration');
    const title = 'Not known now: whether agents were stopped: they kept failing';
    expect((await attention())[0]).toMatchObject({ kind: 'agents_failing', severity: 'warning', count: null, title });
    await service.database.owner.query('GRANT SELECT ON agent_stops TO vw_orchestration');
  });
});

it('asks for the right to read', async () => {
  for (const path of ['figures?names=orders', 'scoreboard', 'attention']) {
    expect((await service.get(`${API}/${path}`, { scopes: ['finance:read'] })).status).toBe(403);
  }
});

it('asks finance for the books, governance for the inbox, and audit for the record', async () => {
  neighbours = await Neighbours.start((name) => service.natsUrl(name));
  await eventually(async () => {
    // Questions end by the clock of who asks, and of who answers; and whom nobody reached is asked again after a while.
    clock.at = new Date();
    const { body } = await figures('names=net_revenue,orders,approvals_waiting&period=yesterday');
    expect(body.figures).toMatchObject([
      { value: '12345', currency: 'USD', change: { value: '0', percent: '0.00' } },
      {},
      { value: '7', compare: { value: '7' }, change: { value: '0' } },
    ]);
  });
  // An answer is remembered for ten seconds, and so is that there was none.
  await eventually(
    async () => {
      clock.at = new Date();
      // Rounded away from the target: not whole is not 100 %.
      expect((await scoreboard())['audit_completeness']).toMatchObject({
        ...{ value: '99.99', met: false, samples: 200_000, asOf: '2026-11-28T00:00:00.000Z', reason: null },
      });
    },
    { timeoutMs: 40_000, intervalMs: 500 },
  );
}, 60_000);
