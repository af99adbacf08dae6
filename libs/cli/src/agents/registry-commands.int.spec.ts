import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentShown, CapabilityShown, HierarchyNodeShown, HierarchyShown } from '@vividwalls/contracts';
import { ownFolder } from '../testing/own-folder.js';
import { piped } from '../testing/stdin.js';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const agents = (args: readonly string[], answers?: Answers, given?: Parameters<typeof vw>[2]) =>
  vw(['agents', ...args], answers, given);

const TRIAGE = '/api/orchestration/capabilities/order.triage';

const triage: CapabilityShown = {
  ...{ name: 'order.triage', title: 'Triage a paid order', description: 'Checks it', effects: 'internal' },
  ...{ inputSchema: { type: 'object', required: ['orderId'] }, outputSchema: { type: 'object' } },
  ...{ dataClass: 'personal', reversible: true, comparator: { name: 'fields', settings: { fields: ['/verdict'] } } },
  ...{ approval: { when: 'orderValueMinor > 100000' }, timeoutMs: 60_000, version: 3 },
  targetAgents: ['operations-director'],
};
const director: AgentShown = {
  ...{ id: 'operations-director', name: 'Operations Director', department: 'Operations', level: 'director', role: '' },
  ...{ reportsTo: 'business-manager', inLegacy: true, inTarget: true, status: 'active', sla: { p95Ms: 2_000 } },
  ...{ executor: { kind: 'playbook' }, tools: ['crm'], budget: { category: 'llm' }, personas: [], sources: [] },
  ...{ capabilities: [{ name: 'order.triage', expertise: 0.9, costMinor: '0' }], version: 3 },
};

describe('vw agents tree', () => {
  const path = 'GET /api/orchestration/hierarchy';
  const node = (id: string, reports: HierarchyNodeShown[] = [], is: Partial<HierarchyNodeShown> = {}) => ({
    ...{ id, name: id, department: 'Sales', level: 'specialist', status: 'active', alsoReportsTo: null, reports },
    ...is,
  });
  const roots = [node('root', [node('a', [node('b'), node('c')]), node('d', [node('e')], { status: 'planned' })])];
  const hierarchy: HierarchyShown = { roster: 'target', agents: 6, roots };

  it('draws who reports to whom', async () => {
    const { code, out } = await agents(['tree'], { [path]: { json: hierarchy } });
    expect(gateway.seen[0]!.query).toEqual({ roster: 'target' });
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        'root (specialist, Sales)',
        '├─ a (specialist, Sales)',
        '│  ├─ b (specialist, Sales)',
        '│  └─ c (specialist, Sales)',
        '└─ d (specialist, Sales; planned)',
        '   └─ e (specialist, Sales)',
        '6 agents of the roster after',
        '',
      ].join('\n'),
    });
  });

  it('tells of a second manager, and keeps the terminal whole', async () => {
    const roots = [node('a\u001b[2J', [], { alsoReportsTo: 'x' })];
    const json = { ...hierarchy, roster: 'legacy', roots };
    const { out } = await agents(['tree', '--roster', 'legacy'], { [path]: { json } });
    expect(gateway.seen[0]!.query).toEqual({ roster: 'legacy' });
    expect(out).toContain('a�[2J (specialist, Sales; also reports to x)\n6 agents of the roster before');
  });

  it('says that there is nobody, and gives the tree as JSON', async () => {
    const none = { [path]: { json: { ...hierarchy, agents: 0, roots: [] } } };
    expect((await agents(['tree'], none)).out).toContain('No agents are registered.');
    expect(JSON.parse((await agents(['tree', '--json'], { [path]: { json: hierarchy } })).out)).toEqual(hierarchy);
    expect((await agents(['tree', '--roster', 'other'])).code).toBe(2);
  });
});

describe('vw agents capabilities', () => {
  const list = 'GET /api/orchestration/capabilities';
  const having = 'GET /api/orchestration/agents';

  it('lists what can be done', async () => {
    const sheet = { ...triage, name: 'print.sheet', effects: 'external', reversible: false, approval: 'always' };
    const answers = { [list]: { json: { items: [triage, sheet] } } };
    const { code, out } = await agents(['capabilities', '--effects', 'external'], answers);
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ effects: 'external', limit: '100' });
    expect(out).toContain(
      'order.triage\tTriage a paid order\tinternal\tpersonal\twhen orderValueMinor > 100000\tfields\t1\t60000 ms\t3',
    );
    expect(out).toContain('\texternal, for good\tpersonal\talways\t');
  });

  it('says what to do when there are none', async () => {
    const none = { [list]: { json: { items: [] } } };
    expect((await agents(['capabilities'], none)).out).toContain('vw agents capability add FILE');
    expect((await agents(['capabilities', '--effects', 'none'], none)).out).toContain('No capabilities match.');
  });

  it('shows one with its schemas and who has it', async () => {
    const answers = { [`GET ${TRIAGE}`]: { json: triage }, [having]: { json: { items: [director] } } };
    const { code, out } = await agents(['capabilities', 'order.triage'], answers);
    expect(code).toBe(0);
    expect(gateway.seen[1]!.query).toEqual({ capability: 'order.triage', limit: '100' });
    expect(out).toMatch(/approval +when orderValueMinor > 100000\n/);
    expect(out).toContain('input\n  {\n    "type": "object",\n    "required": [\n      "orderId"\n');
    expect(out).toContain('operations-director\tactive\ttarget\tplaybook\t0.9\tfree\n');
    const { out: json } = await agents(['capabilities', 'order.triage', '--json'], answers);
    expect(JSON.parse(json)).toEqual({
      ...triage,
      agents: [
        {
          ...{ id: 'operations-director', status: 'active', inTarget: true, executor: { kind: 'playbook' } },
          ...{ name: 'order.triage', expertise: 0.9, costMinor: '0' },
        },
      ],
    });
  });

  it('says how to give away one that nobody has', async () => {
    const answers = { [`GET ${TRIAGE}`]: { json: triage }, [having]: { json: { items: [] } } };
    expect((await agents(['capabilities', 'order.triage'], answers)).out).toContain(
      'vw agents grant AGENT order.triage',
    );
  });

  it('does not choose among one, and ends with 5 for none', async () => {
    expect((await agents(['capabilities', 'order.triage', '--effects', 'none'])).code).toBe(2);
    expect(gateway.seen).toEqual([]);
    expect((await agents(['capabilities', '../agents'])).code).toBe(5);
    expect(gateway.seen[0]!.path).toBe('/api/orchestration/capabilities/..%2Fagents');
  });
});

describe('vw agents capability add, set', () => {
  const folder = ownFolder('capability');
  const path = `PUT ${TRIAGE}`;
  const { version: _version, targetAgents: _targetAgents, name: _name, ...body } = triage;
  const shown = { ...triage, agents: [{ id: 'operations-director' }] };

  it('makes one of a file', async () => {
    await writeFile(join(folder(), 'triage.json'), JSON.stringify(shown));
    const answers = { [path]: { json: { ...triage, version: 1, targetAgents: [] } } };
    const { code, out } = await agents(['capability', 'add', 'triage.json'], answers, { cwd: folder() });
    expect(sent()).toEqual(body);
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'order.triage is at version 1. No active agent has it. Let one have it: vw agents grant AGENT order.triage\n',
    });
  });

  it('changes the version that was looked at', async () => {
    const answers = { [path]: { json: { ...triage, version: 4 } } };
    const { out } = await agents(['capability', 'set', '-'], answers, piped(JSON.stringify(shown)));
    expect(sent()).toEqual({ ...body, expectedVersion: 3 });
    expect(out).toBe(
      'order.triage is at version 4. So it is from the next piece of work on, for operations-director.\n',
    );
  });

  it.each([
    ['add', 'Change it: vw agents capability set -'],
    ['set', 'See what it is now: vw agents capabilities order.triage'],
  ])('%s ends with 1 when it is another by now, and says what to do', async (act, hint) => {
    const json = { title: 'Changed meanwhile', detail: 'The capability order.triage is version 4 by now.' };
    const answers = { [path]: { status: 409, json } };
    const { code, err } = await agents(['capability', act, '-'], answers, piped(JSON.stringify(triage)));
    expect(code).toBe(1);
    expect(err).toContain('is version 4 by now.');
    expect(err).toContain(hint);
  });

  it.each([
    ['add', { title: 'Nameless' }, 'standard input names no capability'],
    ['set', { name: 'order.triage' }, 'vw agents capabilities order.triage --json'],
  ])('%s sends nothing of %j', async (act, given, told) => {
    const { code, err } = await agents(['capability', act, '-'], {}, piped(JSON.stringify(given)));
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(gateway.seen).toEqual([]);
  });

  it('passes on what is wrong with it', async () => {
    const answers = { [path]: { status: 422, json: { title: 'Not acceptable', detail: '/inputSchema/type no' } } };
    const { code, err } = await agents(['capability', 'add', '-'], answers, piped(JSON.stringify(triage)));
    expect(code).toBe(2);
    expect(err).toContain('/inputSchema/type no');
    expect(err).not.toContain('vw agents capability set');
  });
});

describe('vw agents revoke', () => {
  const path = 'DELETE /api/orchestration/agents/operations-director/capabilities/order.triage';

  it('takes a capability from an agent', async () => {
    const { code, out } = await agents(['revoke', 'operations-director', 'order.triage'], {
      [path]: { json: { ...director, version: 4 } },
    });
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'operations-director has no order.triage (version 4). It gets no such work from now on.\n',
    });
  });

  it('says what keeps it', async () => {
    const answers = { [path]: { status: 422, json: { title: 'No', detail: 'hotels is for nothing else' } } };
    const { code, err } = await agents(['revoke', 'operations-director', 'order.triage'], answers);
    expect(code).toBe(2);
    expect(err).toContain('hotels is for nothing else');
  });
});

describe('vw agents versions', () => {
  const path = 'GET /api/orchestration/agents/operations-director/versions';
  const version = (is: Partial<AgentShown> & { version: number }, change: string, actor = 'user:owner') => ({
    ...{ version: is.version, change, actor, recordedAt: `2026-11-2${is.version}T08:00:00Z` },
    agent: { ...director, ...is },
  });
  const newest = version({ version: 3, tools: ['crm', 'mail'], sla: { p95Ms: 1_500 } }, 'sla, tools changed');
  const second = version({ version: 2 }, 'capability order.triage added');
  const first = version({ version: 1, capabilities: [] }, 'made', 'system');

  it('tells who changed what', async () => {
    const { code, out } = await agents(['versions', 'operations-director'], {
      [path]: { json: { items: [newest, second, first] } },
    });
    expect(gateway.seen[0]!.query).toEqual({ limit: '21' });
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        'version 3, 2026-11-23T08:00:00Z, user:owner: sla, tools changed',
        '  ~ sla/p95Ms: 2000 → 1500',
        '  + tools/mail: "mail"',
        'version 2, 2026-11-22T08:00:00Z, user:owner: capability order.triage added',
        '  + capabilities/order.triage: {"name":"order.triage","expertise":0.9,"costMinor":"0"}',
        'version 1, 2026-11-21T08:00:00Z, system: made',
        '  the first one',
        '',
      ].join('\n'),
    });
  });

  it('shows no more than was asked for, and compares the oldest of them too', async () => {
    const answers = { [path]: { json: { items: [newest, second] } } };
    const { out } = await agents(['versions', 'operations-director', '--limit', '1', '--json'], answers);
    expect(gateway.seen[0]!.query).toEqual({ limit: '2' });
    expect(JSON.parse(out)).toEqual({
      items: [
        {
          ...newest,
          changes: [
            { path: 'sla/p95Ms', before: 2_000, after: 1_500 },
            { path: 'tools/mail', after: 'mail' },
          ],
        },
      ],
    });
  });

  it('does the same for a capability, and ends with 5 where there is none', async () => {
    const { targetAgents: _all, ...kept } = triage;
    const [three, two] = [kept, { ...kept, version: 2, approval: 'never' }].map((capability) => ({
      ...{ version: capability.version, change: 'approval changed', actor: 'user:owner', recordedAt: 'noon' },
      capability,
    }));
    const answers = { [`GET ${TRIAGE}/versions`]: { json: { items: [three, two] } } };
    const { out } = await agents(['capability', 'versions', 'order.triage'], answers);
    expect(out).toBe(
      'version 3, noon, user:owner: approval changed\n  ~ approval: "never" → {"when":"orderValueMinor > 100000"}\n',
    );
    expect((await agents(['versions', 'nobody'])).code).toBe(5);
  });
});
