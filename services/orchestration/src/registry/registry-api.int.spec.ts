import type { BodyFault } from '@vividwalls/platform';
import { RunningRegistry } from './testing/running-registry.js';
import type { AgentPageView, AgentVersionPageView, AgentView } from './agents/agent-view.js';
import type { CapabilityVersionPageView, CapabilityView } from './capabilities/capability-view.js';
import type { HierarchyView } from './hierarchy.controller.js';

const AGENTS = '/api/orchestration/agents';
const CAPABILITIES = '/api/orchestration/capabilities';

interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly BodyFault[];
  readonly version?: number;
}

let running: RunningRegistry;
beforeAll(async () => {
  running = await RunningRegistry.start('registry-api');
});
afterAll(() => running?.stop());

const NEW = { name: 'Gift Card Agent', department: 'Sales', reportsTo: 'sales-director' };
const read = async (id: string) => (await running.get<AgentView>(`${AGENTS}/${id}`)).body;
const put = <T = AgentView>(id: string, body: unknown, asking = {}) => running.put<T>(`${AGENTS}/${id}`, body, asking);
const pointers = ({ errors }: Problem) => errors.map(({ pointer }) => pointer);
const told = (subject: string) =>
  running.database.dataSource
    .query<{ data: { change: string; agentVersion: number } }[]>(
      `SELECT payload::json->'data' AS data FROM outbox WHERE payload::json->>'subject' = $1 ORDER BY id`,
      [subject],
    )
    .then((rows) => rows.map(({ data }) => data.change));

describe('agents', () => {
  it('are listed by roster, department, capability, page by page', async () => {
    const all = async (query: string) => {
      const ids: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await running.get<AgentPageView>(`${AGENTS}?${query}${cursor}`);
        ids.push(...body.items.map(({ id }) => id));
        if (body.nextCursor === undefined) return ids;
        cursor = `&cursor=${body.nextCursor}`;
      }
    };
    expect(await all('roster=target&limit=10')).toHaveLength(28);
    expect(await all('roster=legacy&limit=50')).toHaveLength(121);
    expect(await all('roster=target&capability=order.handover&status=active')).toEqual([
      ...['operations-director', 'orders-fulfillment-agent'],
    ]);
    expect(await all('roster=target&department=Finance')).toEqual(['finance-director']);
    expect((await running.get(`${AGENTS}?roster=future`)).status).toBe(400);
    expect((await running.get(`${AGENTS}/nobody`)).status).toBe(404);
  });

  it('are made with defaults, changed with the version that was read, and keep what they were', async () => {
    const made = await put('gift-card-agent', { ...NEW, capabilities: [{ name: 'sales.quote', expertise: 0.7 }] });
    expect(made).toMatchObject({
      status: 200,
      body: {
        ...{
          id: 'gift-card-agent',
          level: 'specialist',
          status: 'active',
          inTarget: true,
          inLegacy: false,
          version: 1,
        },
        ...{ executor: { kind: 'playbook' }, sla: { p95Ms: 2_000 }, sources: ['user:spec'] },
        capabilities: [{ name: 'sales.quote', expertise: 0.7, costMinor: '0' }],
      },
    });
    const change = { ...NEW, role: 'vouchers', executor: { kind: 'llm', settings: { model: 'm' } } };
    for (const expectedVersion of [undefined, 0, 2]) {
      const refused = await put<Problem>('gift-card-agent', { ...change, expectedVersion });
      expect([refused.status, refused.body.version]).toEqual([409, 1]);
    }
    const changed = await put('gift-card-agent', { ...change, expectedVersion: 1 });
    expect(changed.body).toMatchObject({ role: 'vouchers', version: 2, capabilities: made.body.capabilities });
    expect(await read('gift-card-agent')).toEqual(changed.body);
    // The same again changes nothing.
    expect((await put('gift-card-agent', { ...change, expectedVersion: 2 })).body.version).toBe(2);
    const { body } = await running.get<AgentVersionPageView>(`${AGENTS}/gift-card-agent/versions?limit=1`);
    expect(body.items).toMatchObject([{ version: 2, change: 'executor, role changed', actor: 'user:spec' }]);
    const next = await running.get<AgentVersionPageView>(
      `${AGENTS}/gift-card-agent/versions?cursor=${body.nextCursor}`,
    );
    expect(next.body).toEqual({ items: [expect.objectContaining({ version: 1, change: 'made', agent: made.body })] });
    expect(await told('gift-card-agent')).toEqual(['made', 'executor, role changed']);
  });

  it('are refused with every fault and its pointer, and nothing is changed', async () => {
    const refused = await put<Problem>('odd-agent', {
      ...{ name: 'Odd Agent', department: 'Magic', reportsTo: 'nobody' },
      capabilities: [
        { name: 'sales.quote', expertise: 0.5 },
        { name: 'fly.away', expertise: 0.5 },
      ],
      personas: [
        { id: 'p', name: 'P', capabilities: ['copy.write'], legacyAgentId: 'facebook-agent' },
        { id: 'p', name: 'P again', legacyAgentId: 'b2b-sales-agent' },
      ],
    });
    expect(refused.status).toBe(422);
    expect(pointers(refused.body).sort()).toEqual([
      ...['/capabilities/1/name', '/department', '/personas/0/capabilities/0', '/personas/0/legacyAgentId'],
      ...['/personas/1/id', '/personas/1/legacyAgentId', '/reportsTo'],
    ]);
    expect((await running.get(`${AGENTS}/odd-agent`)).status).toBe(404);
  });

  it.each([
    ['a persona without a name', { personas: [{ id: 'p' }] }, ['/personas/0/name']],
    ['expertise beyond all', { capabilities: [{ name: 'copy.write', expertise: 1.5 }] }, ['/capabilities/0/expertise']],
    ['no manager named', { reportsTo: undefined }, ['/reportsTo']],
    ['a field that nobody knows', { salary: 5 }, ['/salary']],
    ['a second root', { reportsTo: null }, ['/reportsTo', '']],
    ['a manager who goes', { reportsTo: 'creative-director' }, ['/reportsTo']],
  ])('%s is refused', async (_what, more, expected) => {
    const { status, body } = await put<Problem>('odd-agent', { ...NEW, name: 'Odd Agent', ...more });
    expect([status, [...new Set(pointers(body))].sort()]).toEqual([422, expected.sort()]);
  });

  it('cannot report in a circle', async () => {
    const director = await read('sales-director');
    const { status, body } = await put<Problem>('sales-director', {
      ...{ name: director.name, department: director.department, reportsTo: 'b2b-sales-agent' },
      expectedVersion: director.version,
    });
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({
      pointer: '/reportsTo',
      message: 'it reports to itself: sales-director → b2b-sales-agent → sales-director',
    });
    expect(await read('sales-director')).toEqual(director);
  });

  it('are paused, activated and retired; retired is for good, and not while others report to it', async () => {
    const status = (id: string, to: string) =>
      running.ask<Problem & AgentView>('PATCH', `${AGENTS}/${id}`, { body: { status: to, reason: 'as tried' } });
    expect((await status('facebook-agent', 'paused')).body.status).toBe('paused');
    expect((await status('facebook-agent', 'active')).body).toMatchObject({ status: 'active', version: 3 });
    expect((await status('facebook-agent', 'retired')).body.status).toBe('retired');
    const back = await status('facebook-agent', 'active');
    expect([back.status, pointers(back.body)]).toEqual([422, ['/status']]);
    expect((await status('sales-director', 'retired')).body.errors[0]!.message).toMatch(/more report to it/);
    expect((await status('nobody', 'paused')).status).toBe(404);
    expect(await told('facebook-agent')).toContain('status active → paused: as tried');
  });

  it('get a capability that is routed to at once, and lose it again', async () => {
    const able = async () => (await running.get<CapabilityView>(`${CAPABILITIES}/palette.extract`)).body.targetAgents;
    const before = await able();
    expect(before).not.toContain('seo-sem-agent');
    const path = `${AGENTS}/seo-sem-agent/capabilities`;
    await running.post(path, { name: 'palette.extract', expertise: 0.4 });
    expect(await able()).toEqual([...before, 'seo-sem-agent']);
    const removed = await running.ask<AgentView>('DELETE', `${path}/palette.extract`);
    expect(removed.body.capabilities.map(({ name }) => name)).not.toContain('palette.extract');
    expect(await able()).toEqual(before);
    expect((await running.post(path, { name: 'fly.away', expertise: 0.4 })).status).toBe(422);
    const last = await running.ask<Problem>('DELETE', `${path}/seo.keywords`);
    expect([last.status, pointers(last.body)]).toEqual([422, ['/personas/0/capabilities', '/personas/1/capabilities']]);
  });

  it('are changed once for a key, however often it is sent', async () => {
    const headers = { 'idempotency-key': 'once' };
    const body = { ...NEW, name: 'Keyed Agent' };
    expect((await put('keyed-agent', body, { headers })).body.version).toBe(1);
    expect(await put('keyed-agent', body, { headers })).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await put<Problem>('keyed-agent', { ...body, role: 'x' }, { headers })).status).toBe(422);
  });

  it('of several who change one at once, one succeeds', async () => {
    const { version: expectedVersion, name, department, reportsTo } = await read('product-strategy-agent');
    const roles = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(
      roles.map((role) => put('product-strategy-agent', { name, department, reportsTo, role, expectedVersion })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('do not change the registry themselves, nor does anybody without the right', async () => {
    const agent = { actor: 'agent:sales-director' };
    const reader = { scopes: ['orchestration:read'] };
    for (const [asking, title] of [
      [agent, 'Not allowed'],
      [reader, undefined],
    ] as const) {
      for (const [method, path, body] of [
        ['PUT', `${AGENTS}/x`, NEW],
        ['PATCH', `${AGENTS}/sales-director`, { status: 'paused' }],
        ['POST', `${AGENTS}/sales-director/capabilities`, { name: 'copy.write', expertise: 1 }],
        ['DELETE', `${AGENTS}/sales-director/capabilities/sales.quote`, undefined],
        ['PUT', `${CAPABILITIES}/copy.write`, capability()],
      ] as const) {
        const answer = await running.ask<Problem>(method, path, { ...asking, body });
        expect([path, answer.status]).toEqual([path, 403]);
        if (title !== undefined) expect(answer.body.title).toBe(title);
      }
    }
  });
});

const capability = (more: object = {}) => ({
  ...{ title: 'Pack', description: '', effects: 'internal', dataClass: 'internal', reversible: true, timeoutMs: 1_000 },
  ...{
    comparator: { name: 'exact' },
    approval: 'never',
    inputSchema: { type: 'object' },
    outputSchema: { type: 'object' },
  },
  ...more,
});

describe('capabilities', () => {
  const set = <T = CapabilityView>(name: string, body: unknown) => running.put<T>(`${CAPABILITIES}/${name}`, body);

  it('are made and changed, each change a version', async () => {
    expect((await set('parcel.pack', capability())).body).toMatchObject({
      name: 'parcel.pack',
      version: 1,
      targetAgents: [],
    });
    expect((await set('parcel.pack', capability())).status).toBe(409);
    const changed = await set(
      'parcel.pack',
      capability({ approval: { when: 'orderValueMinor > 100000' }, expectedVersion: 1 }),
    );
    expect(changed.body).toMatchObject({ version: 2, approval: { when: 'orderValueMinor > 100000' } });
    expect(await told('parcel.pack')).toEqual(['made', 'approval changed']);
    const versions = `${CAPABILITIES}/parcel.pack/versions`;
    const { body } = await running.get<CapabilityVersionPageView>(`${versions}?limit=1`);
    expect(body.items).toMatchObject([{ version: 2, change: 'approval changed', actor: 'user:spec' }]);
    const first = await running.get<CapabilityVersionPageView>(`${versions}?cursor=${body.nextCursor}`);
    expect(first.body.items).toMatchObject([{ version: 1, capability: { name: 'parcel.pack', approval: 'never' } }]);
    expect((await running.get(`${CAPABILITIES}/no.thing/versions`)).status).toBe(404);
  });

  it.each<[string, object, string[]]>([
    ['a schema of no type there is', { inputSchema: { type: 'objekt' } }, ['/inputSchema/type']],
    [
      'faults deep in both schemas',
      {
        inputSchema: { type: 'object', properties: { a: { minLength: -1 } } },
        outputSchema: { type: 'object', required: 'a' },
      },
      ['/inputSchema/properties/a/minLength', '/outputSchema/required'],
    ],
    ['a reference that leads nowhere', { outputSchema: { type: 'object', $ref: '#/$defs/x' } }, ['/outputSchema']],
    ['a schema of no object', { inputSchema: { type: 'string' } }, ['/inputSchema/type']],
    ['a rule that cannot be read', { approval: { when: 'task.' } }, ['/approval/when']],
    ['a rule that is no yes or no', { approval: { when: '1 + 1' } }, ['/approval/when']],
    ['a rule over what no task has', { approval: { when: 'weather == "fine"' } }, ['/approval/when']],
    ['a comparator that there is not', { comparator: { name: 'guess' } }, ['/comparator']],
    ['another approval', { approval: 'sometimes' }, ['/approval']],
    ['no effects, and not to be taken back', { effects: 'none', reversible: false }, ['/reversible']],
  ])('%s is refused', async (_what, more, expected) => {
    const { status, body } = await set<Problem>('odd.one', capability(more));
    expect([status, [...new Set(pointers(body))]]).toEqual([422, expected]);
  });
});

describe('the hierarchy', () => {
  it('is a tree with one root, of each roster', async () => {
    const { body } = await running.get<HierarchyView>('/api/orchestration/hierarchy?roster=legacy');
    expect(body.roots.map(({ id }) => id)).toEqual(['business-manager']);
    const count = (nodes: HierarchyView['roots']): number =>
      nodes.reduce((n, { reports }) => n + 1 + count(reports), 0);
    expect(count(body.roots)).toBe(121);
    const target = await running.get<HierarchyView>('/api/orchestration/hierarchy');
    expect(count(target.body.roots)).toBe(target.body.agents);
    const marketing = target.body.roots[0]!.reports.find(({ id }) => id === 'marketing-director')!;
    expect(marketing.reports.find(({ id }) => id === 'social-media-director')).toMatchObject({
      alsoReportsTo: 'business-manager',
      reports: [{ id: 'social-media-orchestrator' }],
    });
  });
});
