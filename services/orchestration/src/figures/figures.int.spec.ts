import type { FigureName } from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import { eventually, startTestNats } from '@vividwalls/testing';
import { connectBroker } from '@vividwalls/messaging';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../testing/orchestration-database.js';
import { Neighbours } from '../mcp/testing/neighbours.js';
import { Attention } from './attention/attention.js';
import { FigureReader } from './figure-reader.js';

const [FROM, TO] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-08T00:00:00Z')];
const WORK: readonly FigureName[] = [
  ...(['tasks_ended', 'tasks_succeeded_percent', 'tasks_open', 'tasks_waiting_for_people', 'orders_late'] as const),
  'agents_stopped',
];

const STANDING: readonly FigureName[] = ['tasks_open', 'tasks_waiting_for_people', 'agents_stopped'];

let database: OrchestrationDatabase;
let nats: Awaited<ReturnType<typeof startTestNats>>;
let line: Awaited<ReturnType<typeof connectBroker>>;
let neighbours: Neighbours | undefined;
let reader: FigureReader;
let now = new Date('2026-11-29T12:00:00Z');
const warned: string[] = [];

beforeAll(async () => {
  [database, nats] = await Promise.all([createOrchestrationDatabase('figures'), startTestNats()]);
  line = await connectBroker({ url: nats.userUrl('orchestration'), name: 'spec' });
  const requests = new Requests({ namespace: 'vw', service: 'orchestration', connection: line });
  const log = { warn: (message: string) => void warned.push(message) };
  const clock = { now: () => now };
  const attention = new Attention(database.dataSource, clock, log);
  reader = new FigureReader(requests, database.dataSource, clock, log, attention);
});
afterAll(async () => {
  await neighbours?.stop();
  await line?.close();
  await nats?.stop();
  await database?.drop();
});
afterEach(() =>
  database.owner.query(
    `ALTER TABLE task_timeline DISABLE TRIGGER refuse_timeline_change;
     DELETE FROM agent_stops; DELETE FROM task_timeline; DELETE FROM tasks; DELETE FROM order_fulfilments;
     ALTER TABLE task_timeline ENABLE TRIGGER refuse_timeline_change`,
  ),
);

let n = 0;
const insert = (table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> => {
  const names = Object.keys(row);
  const places = names.map((_, i) => `$${i + 1}`).join(', ');
  return database.owner.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`, Object.values(row));
};

/** What its timeline says of a task from a moment on. */
type Line = readonly [at: string, state: string, waitsFor?: string];

/** A task as the engine would have left it. */
async function task(part: Readonly<Record<string, unknown>> = {}, ...lines: Line[]): Promise<void> {
  const row: Record<string, unknown> = {
    ...{
      id: `0199f3c1-7a10-7c3e-9b51-${String((n += 1)).padStart(12, '0')}`,
      key: `key-${n}`,
      capability: 'spec.work',
    },
    ...{
      input: '{}',
      context: '{}',
      priority: 1,
      subject: `order-${n}`,
      requested_by: 'spec',
      mode: 'act',
      test: false,
    },
    ...{ correlation_id: 'c', causation_id: 'c', created_at: FROM, run_after: FROM, state: 'queued', ...part },
  };
  await insert('tasks', row);
  const told: Line[] =
    lines.length > 0 ? lines : [[FROM.toISOString(), row['state'] as string, row['waits_for'] as string]];
  for (const [i, [at, state, waitsFor]] of told.entries()) {
    const line = {
      task_id: row['id'],
      seq: i + 1,
      at,
      move: 'noted',
      state,
      waits_for: waitsFor ?? null,
      note: 'spec',
    };
    await insert('task_timeline', line);
  }
}
const ended = (state: string, at = '2026-11-02T10:00:00Z', part: object = {}) => task({ state, ended_at: at, ...part });
/** An order as its fulfilment would have left it. */
async function order(due: string, part: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const id = `0199f3c1-7a10-7c3e-9b51-${String((n += 1)).padStart(12, '0')}`;
  const row = { order_id: `order-${n}`, task_id: id, due_at: due, begun_at: FROM, test: false, ...part };
  await insert('order_fulfilments', row);
}
const stop = (part: object) =>
  insert('agent_stops', {
    ...{ id: `0199f3c1-7a10-7c3e-9b51-${String((n += 1)).padStart(12, '0')}`, agent_id: `a-${n}`, cause: 'failing' },
    ...{ reason: 'spec', stopped_at: FROM, ...part },
  });
/** The first one, at the beginning of the period. */
async function registerAgent(): Promise<void> {
  await insert('departments', { name: 'finance' });
  await insert('agents', {
    ...{ id: 'a', name: 'A', department: 'finance', level: 'director', role: 'spec', in_legacy: true, in_target: true },
    ...{ status: 'active', sla_p95_ms: 1, executor: '{}', tools: [], budget_category: 'spec', personas: '[]' },
    ...{ capabilities: '[]', resilience: '{}', sources: [], version: 1, changed_at: FROM },
  });
  const version = { agent_id: 'a', version: 1, agent: '{}', actor: 'spec', recorded_at: FROM, change: 'spec' };
  await insert('agent_versions', version);
}
const resumed = (at: string) => ({ resumed_at: at, resumed_by: 'user:owner' });

const values = async (names: readonly FigureName[] = WORK): Promise<(string | null)[]> =>
  (await reader.read(names, FROM, TO)).map(({ value }) => value);

describe('figures of our own work', () => {
  it('count real tasks by the time of their end, and what waits', async () => {
    await ended('succeeded', FROM.toISOString());
    await ended('succeeded');
    await ended('failed', '2026-11-07T23:59:59.999Z');
    await ended('succeeded', TO.toISOString());
    await ended('succeeded', '2026-10-31T23:59:59.999Z');
    await ended('failed', undefined, { test: true });
    await ended('failed', undefined, { mode: 'propose' });
    await task();
    await task({ state: 'awaiting_approval' });
    await task({ state: 'running', waits_for: 'person', waits_until: TO });
    await task({ state: 'running', waits_for: 'callback', waits_until: TO });
    await task({ state: 'awaiting_approval', test: true });
    expect(await values()).toEqual(['3', '66.67', '4', '1', '0', '0']);
    now = TO;
    expect(await values()).toEqual(['3', '66.67', '4', '1', '0', '0']);
    now = new Date('2026-11-29T12:00:00Z');
  });

  it('say what stood at the end of the period, whatever became of it', async () => {
    const later = '2026-11-20T00:00:00Z';
    // Open then, and waiting for a person; done since.
    await task(
      { state: 'succeeded', ended_at: later },
      ['2026-11-02T00:00:00Z', 'running'],
      ['2026-11-03T00:00:00Z', 'running', 'person'],
      [later, 'succeeded'],
    );
    // Still open; waits for a yes since, and did for an answer before.
    await task(
      { state: 'awaiting_approval' },
      ['2026-11-02T00:00:00Z', 'queued', 'clarification'],
      ['2026-11-03T00:00:00Z', 'queued'],
      [later, 'awaiting_approval'],
    );
    // Ended before, and asked for after.
    await task({ state: 'failed', ended_at: '2026-11-07T00:00:00Z' }, ['2026-11-02T00:00:00Z', 'running', 'person']);
    await task({ created_at: later }, [later, 'queued', 'person']);
    await stop(resumed(later));
    await stop(resumed('2026-11-02T00:00:00Z'));
    await stop({ until: '2026-11-03T00:00:00Z', agent_id: 'a' });
    await stop({ until: '2026-11-09T00:00:00Z', agent_id: 'a', stopped_at: '2026-11-07T00:00:00Z' });
    await stop({ stopped_at: later });
    expect(await values(STANDING)).toEqual(['2', '1', '2']);
    // Now: the one that has not been resumed or run out.
    expect((await reader.read(STANDING, FROM, now)).map(({ value }) => value)).toEqual(['2', '0', '1']);
  });

  it('know nothing of a time before there was a task or an agent', async () => {
    await task({ created_at: '2026-11-20T00:00:00Z' });
    const shown = await reader.read(STANDING, FROM, TO);
    expect(shown.map(({ value, reason }) => [value, reason])).toEqual(
      Array(3).fill([null, 'nothing was kept yet at that time']),
    );
    await registerAgent();
    expect(await values(STANDING)).toEqual(['0', '0', '0']);
  });

  it('count alerts of now; of before they are not known', async () => {
    await stop({});
    await order('2026-11-20T00:00:00Z');
    const [shown] = await reader.read(['alerts_open'], FROM, now);
    expect(shown).toMatchObject({ value: '2', reason: null, source: '/api/orchestration/attention' });
    const [then] = await reader.read(['alerts_open'], FROM, TO);
    expect(then).toMatchObject({ value: null, reason: 'nothing keeps which tasks were overdue then' });
  });

  const DUE = '2026-11-02T00:00:00Z';
  it.each<[string, string, object]>([
    ['1', 'that is still open', {}],
    ['1', 'that came to the printer too late', { handed_over_at: '2026-11-02T00:00:01Z' }],
    ['0', 'that came to the printer in time', { handed_over_at: DUE }],
    ['0', 'that was held in time', { closed_at: '2026-11-01T09:00:00Z' }],
    ['1', 'that was held too late', { closed_at: '2026-11-02T09:00:00Z' }],
    ['0', 'that was called off in time', { stopped_at: '2026-11-01T09:00:00Z', stop_reason: 'cancelled' }],
    ['1', 'that was called off too late', { stopped_at: '2026-11-02T09:00:00Z', stop_reason: 'refunded' }],
    ['0', 'whose deadline is in another period', { due_at: '2026-11-08T00:00:00Z' }],
    ['0', 'of a trial', { test: true }],
  ])('find %s late of an order %s', async (late, _what, part) => {
    await order(DUE, part as Record<string, unknown>);
    expect(await values(['orders_late'])).toEqual([late]);
  });

  it('find no order late whose deadline has not come yet', async () => {
    await order('2026-11-07T00:00:00Z');
    now = new Date('2026-11-06T12:00:00Z');
    expect(await values(['orders_late'])).toEqual(['0']);
    now = new Date('2026-11-29T12:00:00Z');
  });

  it('say what they are over, and where they can be looked up', async () => {
    expect(await reader.read(['tasks_open'], FROM, now)).toEqual([
      {
        ...{ name: 'tasks_open', unit: 'count', value: '0', reason: null, currency: null },
        ...{ from: FROM.toISOString(), to: now.toISOString(), asOf: now.toISOString() },
        source: '/api/orchestration/queue',
      },
    ]);
  });
});

describe('figures of other services', () => {
  it('are not known when they can’t be asked, which stops no other figure', async () => {
    const shown = await reader.read(['net_revenue', 'tasks_ended', 'orders', 'approvals_waiting'], FROM, TO);
    expect(shown).toMatchObject([
      { name: 'net_revenue', value: null, reason: 'the books could not be asked', unit: 'minor' },
      { name: 'tasks_ended', value: '0', reason: null },
      { name: 'orders', value: null, reason: 'the books could not be asked', unit: 'count' },
      { name: 'approvals_waiting', value: null, reason: 'the inbox could not be asked', source: '/api/governance' },
    ]);
  });

  it('are asked by name, and come in the order in which they were named', async () => {
    neighbours = await Neighbours.start((service) => nats.userUrl(service));
    await eventually(async () => expect((await values(['refunds', 'tasks_ended', 'net_revenue']))[0]).toBe('12345'));
    const names = (await reader.read(['refunds', 'tasks_ended', 'net_revenue', 'refunds'], FROM, TO)).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['refunds', 'tasks_ended', 'net_revenue', 'refunds']);
  });

  it('come from each of them, and one that does not answer takes none of the others’ away', async () => {
    const [waiting, revenue] = await reader.read(['approvals_waiting', 'net_revenue'], FROM, TO);
    expect([waiting, revenue]).toMatchObject([
      { name: 'approvals_waiting', value: '7', source: '/api/governance/approvals/counts' },
      { name: 'net_revenue', value: '12345' },
    ]);
    await neighbours!.stop('governance');
    const [gone, still] = await reader.read(['approvals_waiting', 'net_revenue'], FROM, TO);
    expect([gone, still]).toMatchObject([{ value: null, reason: 'the inbox could not be asked' }, { value: '12345' }]);
  });

  it('are not known over a period that has no length', async () => {
    const shown = await reader.read(['net_revenue', 'tasks_ended'], TO, FROM);
    expect(shown.map(({ value, reason }) => [value, reason])).toEqual(
      Array(2).fill([null, 'the period has no length']),
    );
  });
});

it('are not known while the tasks can’t be counted', async () => {
  await database.owner.query('REVOKE SELECT ON tasks FROM vw_orchestration');
  const [shown] = await reader.read(['tasks_open'], FROM, TO);
  expect(shown).toMatchObject({ value: null, reason: 'the tasks could not be counted' });
  expect(warned).toEqual(['work could not be counted']);
  await database.owner.query('GRANT SELECT ON tasks TO vw_orchestration');
});
