import { Readable } from 'node:stream';
import { run, type Terminal } from '@vividwalls/cli';
import type {
  AgentShown,
  AgentVersionShown,
  CapabilityShown,
  ConsolidationFigures,
  HierarchyShown,
  MigrationDetail,
  MigrationShown,
  PersonaRuleShown,
  PersonaRuleTest,
  QueueShown,
  RoutingAccuracy,
  RoutingExplanation,
  TaskShown,
  TaskTimelineEntry,
} from '@vividwalls/contracts';
import { definition, migrations } from '@vividwalls/orchestration';
import { signInternalToken } from '@vividwalls/platform';
import { eventually } from '@vividwalls/testing';
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

/** Runs `vw …`, in words or one text, as somebody whom the door let through; `typed` is what standard input has. */
async function vw(args: string | readonly string[], actor = 'user:owner', typed?: object) {
  const told = { out: '', err: '' };
  const screen = (name: 'out' | 'err') => ({ write: (text: string) => (told[name] += text) });
  const terminal: Terminal = {
    ...{ stdout: screen('out'), stderr: screen('err'), env: {}, cwd: '/nonexistent' },
    ...{ signal: new AbortController().signal, now: () => new Date() },
    ...(typed && { stdin: Readable.from([Buffer.from(JSON.stringify(typed))]) }),
  };
  const key = await signInternalToken({ actor, scopes: ['orchestration:*'] }, SECRET, new Date());
  const words = typeof args === 'string' ? args.split(' ') : args;
  const code = await run([...words, '--url', service.service.url, '--key', key], terminal);
  return { code, ...told };
}

/** The document that a command gives. */
async function asked<T>(args: string | readonly string[], actor?: string, typed?: object): Promise<T> {
  const words = typeof args === 'string' ? args.split(' ') : args;
  const { code, out, err } = await vw([...words, '--json'], actor, typed);
  if (code > 1) throw new Error(`vw ${words.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

describe('vw agents', () => {
  it('lists both rosters, and shows one', async () => {
    const target = await asked<{ items: AgentShown[] }>('agents list --roster target');
    expect(target.items).toHaveLength(28);
    const legacy = await asked<{ items: AgentShown[] }>('agents list --roster legacy --limit 1000');
    expect(legacy.items.length).toBeGreaterThan(100);
    const { code, out } = await vw('agents show sales-director');
    expect(code).toBe(0);
    expect(out).toMatch(/reports to +business-manager\n/);
    expect((await vw('agents show nobody')).code).toBe(5);
  });

  it('changes one, with effect at once', async () => {
    const has = async () => (await asked<AgentShown>('agents show facebook-agent')).capabilities;
    expect((await has()).map(({ name }) => name)).not.toContain('sales.quote');
    const added = await vw('agents grant facebook-agent sales.quote --cost 12');
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(await has()).toContainEqual(
      expect.objectContaining({ name: 'sales.quote', expertise: 0.7, costMinor: '12' }),
    );
    const { code, err } = await vw('agents add-capability facebook-agent what.is-not');
    expect(code).toBe(2);
    expect(err).toContain('there is no capability what.is-not');
    expect(await vw('agents revoke facebook-agent sales.quote')).toMatchObject({ code: 0, err: '' });
    expect((await has()).map(({ name }) => name)).not.toContain('sales.quote');
    expect(await vw('agents revoke nobody sales.quote')).toMatchObject({ code: 5 });
  });

  it('tells who changed one, and what', async () => {
    type Versions = { items: (AgentVersionShown & { changes: object[] | null })[] };
    const { items } = await asked<Versions>('agents versions facebook-agent --limit 2');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      ...{ change: 'capability sales.quote removed', actor: 'user:owner' },
      changes: [{ path: 'capabilities/sales.quote', before: { name: 'sales.quote', costMinor: '12' } }],
    });
    const { out } = await vw('agents versions facebook-agent');
    expect(out).toContain('  + capabilities/sales.quote: {');
    expect(out).toMatch(/version 1, .*\n {2}the first one\n$/);
    expect((await vw('agents versions nobody')).code).toBe(5);
  });

  it('shows who reports to whom', async () => {
    const { agents, roots } = await asked<HierarchyShown>('agents tree');
    expect({ agents, roots: roots.map(({ id }) => id) }).toEqual({ agents: 28, roots: ['business-manager'] });
    const lines = (await vw('agents tree')).out.trimEnd().split('\n');
    expect(lines).toHaveLength(29);
    expect(lines[0]).toMatch(/^business-manager \(orchestrator, /);
    expect((await asked<HierarchyShown>('agents tree --roster legacy')).agents).toBeGreaterThan(100);
  });

  it('makes a capability, changes what was looked at, and shows who has it', async () => {
    const { items } = await asked<{ items: CapabilityShown[] }>('agents capabilities --effects external');
    expect(new Set(items.map(({ effects }) => effects))).toEqual(new Set(['external']));
    const triage = await asked<CapabilityShown & { agents: object[] }>('agents capabilities order.triage');
    expect(triage.agents).toContainEqual(expect.objectContaining({ expertise: expect.any(Number), status: 'active' }));

    const wrap = { ...triage, name: 'gift.wrap', title: 'Wrap a gift', approval: 'never' };
    const [add, set] = ['add', 'set'].map((act) => ['agents', 'capability', act, '-']) as [string[], string[]];
    expect(await asked<CapabilityShown>(add, undefined, wrap)).toMatchObject({ version: 1, targetAgents: [] });
    const again = await vw(add, undefined, wrap);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Change it: vw agents capability set') });
    const shown = await asked<CapabilityShown>('agents capabilities gift.wrap');
    const dearer = { ...shown, approval: 'always' };
    expect((await vw(set, 'agent:sales-director', dearer)).code).toBe(4);
    expect(await asked<CapabilityShown>(set, undefined, dearer)).toMatchObject({ version: 2, approval: 'always' });
    expect(await vw(set, undefined, dearer)).toMatchObject({ code: 1, err: expect.stringContaining('is version 2') });
    const faulty = await vw(set, undefined, { ...dearer, version: 2, inputSchema: { type: 'array' } });
    expect(faulty).toMatchObject({ code: 2, err: expect.stringContaining('/inputSchema/type') });
    expect((await vw('agents capability versions gift.wrap')).out).toContain('~ approval: "never" → "always"');
    expect((await vw('agents capabilities what.is-not')).code).toBe(5);
  });

  it('pauses and activates, for people alone', async () => {
    const pause = ['agents', 'pause', 'facebook-agent', '--reason', 'the channel is closed'];
    expect((await vw(pause, 'agent:marketing-director')).code).toBe(4);
    expect(await asked<AgentShown>(pause)).toMatchObject({ status: 'paused' });
    expect(await asked<AgentShown>('agents activate facebook-agent')).toMatchObject({ status: 'active' });
  });

  it('knows nobody that stands still', async () => {
    expect((await vw('agents stopped')).out).toBe('No agent is stopped.\n');
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
    const { items } = await asked<{ items: TaskShown[] }>('tasks list --subject 77');
    expect(items.map(({ id }) => id)).toContain(first.id);
  });

  it('waits until something free of charge has ended', async () => {
    const { code, out, err } = await vw('tasks run revenue.breakdown --input {"by":"stream"} --wait --json');
    const task = JSON.parse(out) as TaskShown;
    const waitsForSomebody = ['clarification', 'budget', 'person'].includes(task.waitsFor ?? '');
    expect({ err, isOver: task.endedAt !== null || waitsForSomebody }).toEqual({ err: '', isOver: true });
    expect(code).toBe(task.state === 'succeeded' ? 0 : 1);
  });

  it('refuses what the capability does not take', async () => {
    const { code, err } = await vw('tasks run what.is-not');
    expect(code).toBe(2);
    expect(err).toContain('/capability is no capability');
  });

  it('cancels what has not begun, and retries it as a new one', async () => {
    const { id } = await later();
    const open = await asked<QueueShown>('tasks queue');
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
    expect((await vw(['tasks', 'answer', id, 'for a hotel'])).err).toContain('Nothing is asked.');
    expect((await vw(['tasks', 'answer', id, '--output', '{}'])).code).toBe(1);
    expect((await vw('tasks list --overdue')).out).toBe('No task is overdue.\n');
  });
});

describe('vw route', () => {
  it('finds the agent by what is said, and asks when it can’t', async () => {
    const words = 'We need forty framed prints for our hotel corridors';
    const { decision } = await asked<RoutingExplanation>(['route', words]);
    expect(decision).toMatchObject({ kind: 'agent', agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent' });
    const known = '--capability sales.quote --customer-type healthcare --order-value 900 --currency USD'.split(' ');
    const told = await asked<RoutingExplanation>(['route', 'A quote, please', ...known, '--tag', 'large']);
    expect(told.decision).toMatchObject({ agentId: 'b2b-sales-agent', personaId: 'healthcare-sales-agent' });
    const { code, out } = await vw('route hello');
    expect(code).toBe(1);
    expect(out).toContain('It would ask:');
  });
});

describe('vw route, its rules and samples', () => {
  const RULE = 'hospitality-sales-type';

  it('is measured by the delivered samples, and apart by what people correct', async () => {
    const { set, corrected } = await asked<RoutingAccuracy>('route accuracy');
    expect(set.all.samples).toBeGreaterThan(300);
    expect(corrected.all).toEqual({ samples: 0, right: 0, share: null, interval: null });
    expect((await vw('route accuracy')).out).toContain('Nobody has corrected a decision yet.');

    // Told where it goes, and free of charge: routed at once.
    const told = ['revenue.breakdown', '--input', '{"by":"stream"}', '--text', 'What came of the clinic?', '--wait'];
    const { id } = await asked<TaskShown>(['tasks', 'run', ...told]);
    const correct = ['route', 'correct', id, '--reason', 'a day clinic, not a hotel', '--to'];
    expect((await vw([...correct, 'b2b-sales-agent/nobody'])).code).toBe(2);
    expect((await vw([...correct, 'b2b-sales-agent'], 'agent:b2b-sales-agent')).code).toBe(4);
    const kept = await vw([...correct, 'b2b-sales-agent/healthcare-sales-agent']);
    expect(kept).toMatchObject({ code: 0, err: '', out: expect.stringContaining('It moves nothing') });
    const after = await asked<RoutingAccuracy>('route accuracy');
    expect(after.corrected.all.samples).toBe(1);
    expect((await vw('route accuracy')).out).toContain('Corrected by people: ');
  });

  it('takes a rule from what is there through a draft and a test to its end', async () => {
    const { items } = await asked<{ items: PersonaRuleShown[] }>('route rules --state live');
    expect(items.map(({ id }) => id)).toContain(RULE);
    const rule = await asked<PersonaRuleShown>(['route', 'rule', RULE]);
    const set = ['route', 'rule-set', '-', '--change', 'nothing but no'];
    const draft = await asked<PersonaRuleShown>(set, undefined, { ...rule, when: 'text == "no"' });
    expect(draft).toMatchObject({ state: 'draft', version: 2, liveVersion: 1, change: 'nothing but no' });
    expect(await vw(set, undefined, rule)).toMatchObject({ code: 1, err: expect.stringContaining('is at version 2') });
    const { out } = await vw(['route', 'rule', RULE]);
    expect(out).toContain('draft, version 2; version 1 decides until this one is live');
    expect(out).toMatch(/ {2}~ when: ".* → "text == \\"no\\""\n/);

    const test = await asked<PersonaRuleTest>(['route', 'rule-test', RULE]);
    expect(test.before.samples).toBeGreaterThan(300);
    expect(test.after.samples).toBe(test.before.samples);
    expect((await vw(['route', 'rule-live', RULE], 'agent:sales-director')).code).toBe(4);
    expect(await asked(['route', 'rule-live', RULE])).toMatchObject({ state: 'live', liveVersion: 2 });
    expect(await asked(['route', 'rule-retire', RULE])).toMatchObject({ state: 'retired', liveVersion: null });
    const back = { ...rule, version: 2 };
    await asked(['route', 'rule-set', '-', '--change', 'as it was'], undefined, back);
    expect(await asked(['route', 'rule-live', RULE])).toMatchObject({ state: 'live', version: 3 });
  });

  it('makes a rule, and says what is wrong with one', async () => {
    const rule = {
      ...{ id: 'weddings', name: 'weddings', source: 'sales director', when: 'mentions(text, ["banquet*"])' },
      ...{ agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', weight: 0.5 },
    };
    const set = ['route', 'rule-set', '-'];
    expect(await asked(set, undefined, rule)).toMatchObject({ state: 'draft', version: 1, priority: 10 });
    expect((await vw(set, undefined, rule)).code).toBe(1);
    const faulty = await vw(set, undefined, { ...rule, id: 'faulty', when: 'mentions(' });
    expect(faulty).toMatchObject({ code: 2, err: expect.stringContaining('/when, line 1') });
    expect((await vw('route rule poem')).code).toBe(5);
    expect((await vw('route rule-test poem')).code).toBe(5);
  });
});

describe('vw consolidation', () => {
  it('counts: 28 agents, 784 paths, 126 routes', async () => {
    const figures = await asked<ConsolidationFigures>('consolidation status');
    expect(figures).toMatchObject({ targetAgents: 28, potentialPaths: { after: 784 }, routes: { after: 126 } });
    expect((await vw('consolidation status')).out).toContain('5 legacy agents have no home:');
  });

  it('takes a migration through a step, by the gates and against them, and back', async () => {
    expect((await vw('consolidation list')).out).toContain('vw consolidation plan');
    const begin = ['--gate', 'matchShare=0.9', '--threshold', 'p95Ms=4000'];
    expect(await vw('consolidation plan-all --gate poem=1')).toMatchObject({ code: 2 });
    const { planned } = await asked<{ planned: number }>(['consolidation', 'plan-all', ...begin]);
    expect(planned).toBeGreaterThan(28);
    expect(await asked('consolidation plan')).toEqual({ planned: 0 });
    expect((await asked<{ items: object[] }>('consolidation list --state planned')).items).toHaveLength(planned);

    expect(await asked<MigrationShown>(['consolidation', 'advance', MIGRATION])).toMatchObject({ state: 'shadow' });
    const refused = await vw(['consolidation', 'advance', MIGRATION]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('match unknown: nothing compared yet');
    const seen = await vw(['consolidation', 'advance', MIGRATION, '--from', 'planned']);
    expect(seen).toMatchObject({ code: 1, err: expect.stringContaining('It is shadow') });
    // In shadow both work: what the legacy agent did counts, and its successor is compared with it.
    const enquiry = 'Our hotel needs twelve prints for its lobby';
    const input = JSON.stringify({ enquiry, company: 'Grand Hotel' });
    const lead = ['tasks', 'run', 'sales.qualify-lead', '--input', input, '--text', enquiry, '--wait'];
    const done = await asked<TaskShown>(lead);
    expect(done).toMatchObject({ state: 'succeeded', agentId: 'hospitality-sales-agent' });
    await eventually(async () => {
      const { items } = await asked<{ items: object[] }>(['consolidation', 'comparisons', MIGRATION]);
      expect(items).toMatchObject([{ verdict: 'match', taskId: done.id, similarity: 1, capability: done.capability }]);
    });
    expect(await asked(['consolidation', 'comparisons', MIGRATION, '--verdict', 'difference'])).toEqual({ items: [] });
    expect((await vw(['consolidation', 'comparisons', MIGRATION])).out).toContain('Of this run: 1 match, 0 differ');

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

  it('shows and changes what moves a migration by itself', async () => {
    const settings = (...more: string[]) => vw(['consolidation', 'settings', MIGRATION, ...more]);
    const { out } = await settings();
    expect(out).toContain('matchShare\tshare of proposals that must match\t0.9\n');
    expect(out).toContain('p95Ms\t95 of 100 tasks take longer, ms\t4000\n');
    expect(out).toMatch(/minSamples\t.*\tauto\n/);
    const change = '--advance-up-to canary_50 --automatic off --gate minSamples=40 --threshold minSamples=10 --json';
    expect(JSON.parse((await settings(...change.split(' '))).out)).toMatchObject({
      ...{ gates: { minSamples: 40, matchShare: 0.9 }, thresholds: { minSamples: 10, p95Ms: 4_000 } },
      ...{ advanceUpTo: 'canary_50', isAutomatic: false },
    });
    expect((await settings()).out).toMatch(/moves +by hand alone/);
    const back = ['--advance-up-to', 'none', '--automatic', 'on', '--gate', 'minSamples=auto'];
    expect(JSON.parse((await settings(...back, '--json')).out)).toMatchObject({
      ...{ gates: { minSamples: null }, advanceUpTo: null, isAutomatic: true },
    });
    expect(await settings('--gate', 'poem=1')).toMatchObject({ code: 2, err: expect.stringContaining('matchShare') });
    expect((await settings('--gate', 'matchShare=2')).code).toBe(2);
    expect((await vw(['consolidation', 'settings', MIGRATION, ...back], 'agent:b2b-sales-agent')).code).toBe(4);
  });

  it('has nothing to compare before there is work', async () => {
    const planned = await vw('consolidation comparisons b2b-sales-agent/healthcare-sales-agent');
    expect(planned.out).toBe('Nothing was compared. Work is compared while it is in shadow.\n');
    expect((await vw('consolidation comparisons b2b-sales-agent/nobody')).code).toBe(5);
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
    const { items } = await asked<{ items: { id: string; state: string }[] }>('activation list');
    expect(items).toContainEqual(expect.objectContaining({ id: 'paid-order', state: 'live' }));
    expect(await asked('activation dry-run paid-order --from 1d --events 10')).toMatchObject({
      ...{ ruleId: 'paid-order', events: 0, tasks: 0 },
    });
    expect((await vw('activation dry-run poem')).code).toBe(5);
  });

  it('retires one, and lets it make tasks again', async () => {
    expect(await asked('activation retire low-inventory')).toMatchObject({ state: 'retired' });
    const untried = await vw('activation live low-inventory');
    expect(untried).toMatchObject({ code: 1, err: expect.stringContaining('dry-run it first') });
    await asked('activation dry-run low-inventory');
    const { code, out, err } = await vw('activation live low-inventory');
    expect({ code, err, out }).toMatchObject({ code: 0, err: '', out: expect.stringContaining('is live in version') });
  });
});
