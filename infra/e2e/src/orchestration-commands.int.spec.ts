import { run, type Terminal } from '@vividwalls/cli';
import type {
  AgentShown,
  ConsolidationFigures,
  MigrationDetail,
  MigrationShown,
  QueueShown,
  RoutingExplanation,
  TaskShown,
  TaskTimelineEntry,
} from '@vividwalls/contracts';
import { definition, migrations } from '@vividwalls/orchestration';
import { signInternalToken } from '@vividwalls/platform';
import { createServiceDatabase, ServiceUnderTest } from '@vividwalls/testing/service';

// The operator's commands against the service that they are for: what they send is taken, what they read is there.

const SECRET = 'what the door signs with, at least thirty-two characters';
const MIGRATION = 'b2b-sales-agent/hospitality-sales-agent';

let service: ServiceUnderTest;
beforeAll(async () => {
  const database = { name: 'orchestration-commands', service: 'orchestration', migrations, neighbours: ['finance'] };
  service = await ServiceUnderTest.start(definition, () => createServiceDatabase(database), {
    env: { VW_INTERNAL_SECRET: SECRET },
  });
}, 60_000);
afterAll(() => service?.stop());

/** Runs `vw …` against the service, as somebody whom the door let through. */
async function vw(args: readonly string[], actor = 'user:owner') {
  const told = { out: '', err: '' };
  const screen = (name: 'out' | 'err') => ({ write: (text: string) => (told[name] += text) });
  const terminal: Terminal = {
    ...{ stdout: screen('out'), stderr: screen('err'), env: {}, cwd: '/nonexistent' },
    ...{ signal: new AbortController().signal, now: () => new Date() },
  };
  const key = await signInternalToken({ actor, scopes: ['orchestration:*'] }, SECRET, new Date());
  const code = await run([...args, '--url', service.service.url, '--key', key], terminal);
  return { code, ...told };
}

/** The document that a command gives. */
async function asked<T>(args: readonly string[], actor?: string): Promise<T> {
  const { code, out, err } = await vw([...args, '--json'], actor);
  if (code > 1) throw new Error(`vw ${args.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

describe('vw agents', () => {
  it('lists both rosters, and shows one', async () => {
    const target = await asked<{ items: AgentShown[] }>(['agents', 'list', '--roster', 'target']);
    expect(target.items).toHaveLength(28);
    const legacy = await asked<{ items: AgentShown[] }>(['agents', 'list', '--roster', 'legacy', '--limit', '1000']);
    expect(legacy.items.length).toBeGreaterThan(100);
    const { code, out } = await vw(['agents', 'show', 'sales-director']);
    expect(code).toBe(0);
    expect(out).toMatch(/reports to +business-manager\n/);
    expect((await vw(['agents', 'show', 'nobody'])).code).toBe(5);
  });

  it('changes one, with effect at once', async () => {
    const has = async () => (await asked<AgentShown>(['agents', 'show', 'facebook-agent'])).capabilities;
    expect((await has()).map(({ name }) => name)).not.toContain('sales.quote');
    const added = await vw(['agents', 'add-capability', 'facebook-agent', 'sales.quote', '--cost', '12']);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(await has()).toContainEqual(
      expect.objectContaining({ name: 'sales.quote', expertise: 0.7, costMinor: '12' }),
    );
    const { code, err } = await vw(['agents', 'add-capability', 'facebook-agent', 'what.is-not']);
    expect(code).toBe(2);
    expect(err).toContain('there is no capability what.is-not');
  });

  it('pauses and activates, for people alone', async () => {
    const pause = ['agents', 'pause', 'facebook-agent', '--reason', 'the channel is closed'];
    expect((await vw(pause, 'agent:marketing-director')).code).toBe(4);
    expect(await asked<AgentShown>(pause)).toMatchObject({ status: 'paused' });
    expect(await asked<AgentShown>(['agents', 'activate', 'facebook-agent'])).toMatchObject({ status: 'active' });
  });

  it('knows nobody that stands still', async () => {
    expect((await vw(['agents', 'stopped'])).out).toBe('No agent is stopped.\n');
    expect((await vw(['agents', 'resume', 'sales-director', '--reason', 'it is time'])).code).toBe(5);
  });
});

describe('vw tasks', () => {
  const run = (...more: string[]) => asked<TaskShown>(['tasks', 'run', ...more]);
  /** Not before an hour from now: nobody works on it while this spec runs. */
  const later = () => {
    const anHourFromNow = new Date(Date.now() + 3_600_000).toISOString();
    return run('order.triage', '--input', '{"orderId":"1001"}', '--run-after', anHourFromNow);
  };

  it('asks once under one key, and shows what happened', async () => {
    const order = ['order.triage', '--input', '{"orderId":"1001"}', '--subject', '77', '--task-key', 'triage-1001'];
    const first = await run(...order);
    expect(await run(...order)).toMatchObject({ id: first.id, key: 'triage-1001', capability: 'order.triage' });
    const shown = await asked<TaskShown & { timeline: TaskTimelineEntry[] }>(['tasks', 'show', first.id]);
    expect(shown.timeline[0]).toMatchObject({ seq: 1, state: 'queued' });
    const { code, out } = await vw(['tasks', 'show', first.id]);
    expect(code).toBe(0);
    expect(out).toMatch(/asked by +user:owner, under the key triage-1001\n/);
    const { items } = await asked<{ items: TaskShown[] }>(['tasks', 'list', '--subject', '77']);
    expect(items.map(({ id }) => id)).toContain(first.id);
  });

  it('waits until something free of charge has ended', async () => {
    const { code, out, err } = await vw([
      'tasks',
      'run',
      'revenue.breakdown',
      '--input',
      '{"by":"stream"}',
      '--wait',
      '--json',
    ]);
    const task = JSON.parse(out) as TaskShown;
    const waitsForSomebody = ['clarification', 'budget', 'person'].includes(task.waitsFor ?? '');
    expect({ err, isOver: task.endedAt !== null || waitsForSomebody }).toEqual({ err: '', isOver: true });
    expect(code).toBe(task.state === 'succeeded' ? 0 : 1);
  });

  it('refuses what the capability does not take', async () => {
    const { code, err } = await vw(['tasks', 'run', 'what.is-not']);
    expect(code).toBe(2);
    expect(err).toContain('/capability is no capability');
  });

  it('cancels what has not begun, and retries it as a new one', async () => {
    const { id } = await later();
    const open = await asked<QueueShown>(['tasks', 'queue']);
    expect(open.places).toContainEqual(expect.objectContaining({ state: 'queued' }));
    expect(await asked<TaskShown>(['tasks', 'cancel', id, '--reason', 'not wanted any more'])).toMatchObject({
      ...{ state: 'cancelled', error: { code: 'cancelled', message: 'not wanted any more' } },
    });
    const again = await vw(['tasks', 'cancel', id, '--reason', 'not wanted any more']);
    expect(again.code).toBe(1);
    expect(again.err).toContain('it has ended: cancelled');
    const retried = await asked<TaskShown>(['tasks', 'retry', id]);
    expect(retried).toMatchObject({ retryOf: id });
    expect(retried.id).not.toBe(id);
  });

  it('says why a word does not fit', async () => {
    const { id } = await later();
    const approve = await vw(['tasks', 'approve', id, '--reason', 'it is right']);
    expect(approve).toMatchObject({ code: 1, err: expect.stringContaining("can't approve") });
    expect((await vw(['tasks', 'reject', id, '--reason', 'it is wrong'])).code).toBe(1);
    expect((await vw(['tasks', 'answer', id, 'for a hotel'])).err).toContain('Nothing is asked.');
    expect((await vw(['tasks', 'answer', id, '--output', '{}'])).code).toBe(1);
    expect((await vw(['tasks', 'list', '--overdue'])).out).toBe('No task is overdue.\n');
  });
});

describe('vw route', () => {
  it('finds the agent by what is said, and asks when it can’t', async () => {
    const { decision } = await asked<RoutingExplanation>([
      'route',
      'We need forty framed prints for our hotel corridors',
    ]);
    expect(decision).toMatchObject({ kind: 'agent', agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent' });
    const known = [
      '--capability',
      'sales.quote',
      '--customer-type',
      'healthcare',
      '--order-value',
      '900',
      '--currency',
      'USD',
    ];
    const told = await asked<RoutingExplanation>(['route', 'A quote, please', ...known, '--tag', 'large']);
    expect(told.decision).toMatchObject({ agentId: 'b2b-sales-agent', personaId: 'healthcare-sales-agent' });
    const { code, out } = await vw(['route', 'hello']);
    expect(code).toBe(1);
    expect(out).toContain('It would ask:');
  });
});

describe('vw consolidation', () => {
  it('counts: 28 agents, 784 paths, 126 routes', async () => {
    const figures = await asked<ConsolidationFigures>(['consolidation', 'status']);
    expect(figures).toMatchObject({ targetAgents: 28, potentialPaths: { after: 784 }, routes: { after: 126 } });
    expect((await vw(['consolidation', 'status'])).out).toContain('5 legacy agents have no home:');
  });

  it('takes a migration through a step, by the gates and against them, and back', async () => {
    expect((await vw(['consolidation', 'list'])).out).toContain('vw consolidation plan');
    const { planned } = await asked<{ planned: number }>(['consolidation', 'plan']);
    expect(planned).toBeGreaterThan(28);
    expect(await asked(['consolidation', 'plan'])).toEqual({ planned: 0 });
    expect((await asked<{ items: object[] }>(['consolidation', 'list', '--state', 'planned'])).items).toHaveLength(
      planned,
    );

    expect(await asked<MigrationShown>(['consolidation', 'advance', MIGRATION])).toMatchObject({ state: 'shadow' });
    const refused = await vw(['consolidation', 'advance', MIGRATION]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('match unknown: nothing compared yet');
    const seen = await vw(['consolidation', 'advance', MIGRATION, '--from', 'planned']);
    expect(seen).toMatchObject({ code: 1, err: expect.stringContaining('It is shadow') });
    const overrule = ['--overrule', '--reason', 'too little traffic to wait for'];
    expect((await vw(['consolidation', 'advance', MIGRATION, ...overrule], 'agent:b2b-sales-agent')).code).toBe(4);
    expect(await asked<MigrationShown>(['consolidation', 'advance', MIGRATION, ...overrule])).toMatchObject({
      state: 'canary_10',
    });

    const back = ['consolidation', 'rollback', MIGRATION, '--reason', 'two complaints since noon'];
    expect((await vw(back)).code).toBe(2);
    expect(await asked<MigrationShown>([...back, '--yes'])).toMatchObject({ state: 'rolled_back' });
    expect((await vw([...back, '--yes'])).code).toBe(1);
    const shown = await asked<MigrationDetail>(['consolidation', 'show', MIGRATION]);
    expect(shown.moves.map(({ to }) => to)).toEqual(['rolled_back', 'canary_10', 'shadow', 'planned']);
    expect((await vw(['consolidation', 'show', shown.id])).out).toContain(`vw consolidation plan ${shown.id}`);
    const plan = ['consolidation', 'plan', MIGRATION, '--reason', 'mended'];
    expect(await asked<MigrationShown>(plan)).toMatchObject({ state: 'planned', run: 2 });
  });

  it.each(['consolidation-map', 'risk-matrix', 'communication-matrix', 'testing-strategy'])(
    'makes the %s',
    async (name) => {
      const { code, out } = await vw(['consolidation', 'document', name]);
      expect(code).toBe(0);
      expect(out).toMatch(/^# /);
    },
  );
});

describe('vw activation', () => {
  it('lists rules and tries one', async () => {
    const { items } = await asked<{ items: { id: string; state: string }[] }>(['activation', 'list']);
    expect(items).toContainEqual(expect.objectContaining({ id: 'paid-order', state: 'live' }));
    expect(await asked(['activation', 'dry-run', 'paid-order', '--from', '1d', '--events', '10'])).toMatchObject({
      ...{ ruleId: 'paid-order', events: 0, tasks: 0 },
    });
    expect((await vw(['activation', 'dry-run', 'poem'])).code).toBe(5);
  });

  it('retires one, and lets it make tasks again', async () => {
    expect(await asked(['activation', 'retire', 'low-inventory'])).toMatchObject({ state: 'retired' });
    const untried = await vw(['activation', 'live', 'low-inventory']);
    expect(untried).toMatchObject({ code: 1, err: expect.stringContaining('dry-run it first') });
    await asked(['activation', 'dry-run', 'low-inventory']);
    const { code, out, err } = await vw(['activation', 'live', 'low-inventory']);
    expect({ code, err, out }).toMatchObject({ code: 0, err: '', out: expect.stringContaining('is live in version') });
  });
});
