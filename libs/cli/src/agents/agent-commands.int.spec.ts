import type { AgentShown } from '@vividwalls/contracts';
import type { Answer } from '../testing/fake-gateway.js';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const agents = (args: readonly string[], answers?: Answers) => vw(['agents', ...args], answers);

const LIST = 'GET /api/orchestration/agents';
const ONE = '/api/orchestration/agents/sales-director';
const STOPPED = 'GET /api/orchestration/agents-stopped';

const director: AgentShown = {
  ...{
    id: 'sales-director',
    name: 'Sales Director',
    department: 'Sales',
    level: 'director',
    role: 'pipeline, revenue',
  },
  ...{ reportsTo: 'business-manager', alsoReportsTo: null, inLegacy: true, inTarget: true, status: 'active' },
  ...{ sla: { p95Ms: 2_000 }, executor: { kind: 'playbook' }, tools: ['crm'], budget: { category: 'llm' } },
  personas: [
    {
      ...{ id: 'hospitality-sales-agent', name: 'Hospitality', description: 'Hotels' },
      ...{ legacyAgentId: 'hospitality-sales-agent', capabilities: ['sales.quote'] },
    },
  ],
  capabilities: [
    { name: 'sales.quote', expertise: 0.9, costMinor: '12', allowanceMinor: '6', executor: { kind: 'llm' } },
    { name: 'order.triage', expertise: 0.5, costMinor: '0' },
  ],
  ...{ sources: ['agents.csv'], version: 3 },
};

describe('vw agents list', () => {
  it('shows place, status and executor, and asks for what is wanted', async () => {
    const args = [
      'list',
      '--roster',
      'target',
      '--department',
      'Sales',
      '--status',
      'active',
      '--capability',
      'sales.quote',
    ];
    const { code, out } = await agents(args, { [LIST]: { json: { items: [director] } } });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({
      ...{ roster: 'target', department: 'Sales', status: 'active', capability: 'sales.quote', limit: '100' },
    });
    expect(out).toContain('sales-director\tactive\tboth\tSales\tdirector\tbusiness-manager\tplaybook\t1\t2\t2000 ms');
  });

  it.each([
    [{ inLegacy: true, inTarget: false }, 'legacy'],
    [{ inLegacy: false, inTarget: true }, 'target'],
    [{ inLegacy: true, inTarget: true }, 'both'],
    [{ inLegacy: false, inTarget: false }, 'none'],
  ])('%j is of the roster %s', async (rosters, roster) => {
    const { out } = await agents(['list'], { [LIST]: { json: { items: [{ ...director, ...rosters }] } } });
    expect(out).toContain(`sales-director\tactive\t${roster}\t`);
  });

  it('says what to do when there are none', async () => {
    const answers = { [LIST]: { json: { items: [] } } };
    expect((await agents(['list'], answers)).out).toContain('No agents are registered.');
    expect((await agents(['list', '--status', 'retired'], answers)).out).toContain('No agents match.');
    expect(JSON.parse((await agents(['list', '--json'], answers)).out)).toEqual({ items: [] });
  });

  it.each([
    ['another roster', ['--roster', 'future']],
    ['another status', ['--status', 'asleep']],
  ])('does not ask for %s', async (_what, more) => {
    expect((await agents(['list', ...more])).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  });
});

describe('vw agents show', () => {
  it('shows its place, its personas and what it can do', async () => {
    const { code, out } = await agents(['show', 'sales-director'], { [`GET ${ONE}`]: { json: director } });
    expect(code).toBe(0);
    expect(out).toMatch(/reports to +business-manager\n/);
    expect(out).toMatch(/SLA +95 of 100 within 2000 ms/);
    expect(out).toContain('hospitality-sales-agent\tHospitality\thospitality-sales-agent\tsales.quote');
    expect(out).toContain('sales.quote\tllm\t0.9\t12\t6');
    expect(out).toContain('order.triage\tplaybook\t0.5\tfree\t');
  });

  it('says what is missing of one that can do nothing', async () => {
    const idle = { ...director, personas: [], capabilities: [], reportsTo: null, tools: [], sources: [] };
    const { out } = await agents(['show', 'sales-director'], { [`GET ${ONE}`]: { json: idle } });
    expect(out).toContain('It has no persona.');
    expect(out).toContain('vw agents grant sales-director NAME');
    expect(out).toMatch(/reports to +nobody/);
  });

  it('ends with 5 for nobody, and escapes what is no id', async () => {
    const answer = { status: 404, json: { title: 'No such agent', detail: 'There is no agent of it.' } };
    const { code, err } = await agents(['show', '../tasks'], { ['GET /api/orchestration/agents/..%2Ftasks']: answer });
    expect(code).toBe(5);
    expect(err).toContain('There is no agent of it.');
    expect(gateway.seen[0]!.path).toBe('/api/orchestration/agents/..%2Ftasks');
  });
});

describe('vw agents grant', () => {
  const path = `POST ${ONE}/capabilities`;

  it('sends what the agent can do, once', async () => {
    const more = ['--expertise', '0.8', '--cost', '12', '--allowance', '6', '--executor', 'llm'];
    const { code, out } = await agents(['grant', 'sales-director', 'copy.edit', ...more], {
      [path]: { json: { ...director, version: 4 } },
    });
    expect(sent()).toEqual({
      ...{ name: 'copy.edit', expertise: 0.8, costMinor: '12', allowanceMinor: '6', executor: { kind: 'llm' } },
    });
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'sales-director has copy.edit now (version 4). It may get such work from now on.\n',
    });
  });

  it.each([
    [{ status: 'planned' }, 'vw agents activate sales-director'],
    [{ inTarget: false }, 'only the work that its migration leaves with it'],
  ])('says of one that is %j what that means', async (is, told) => {
    const { out } = await agents(['add-capability', 'sales-director', 'copy.edit'], {
      [path]: { json: { ...director, ...is } },
    });
    expect(out).toContain(told);
    expect(sent()).toEqual({ name: 'copy.edit', expertise: 0.7 });
  });

  it('tells that there is no such capability', async () => {
    const detail = 'The agent sales-director cannot be so. /capabilities/2/name there is no capability copy.edit';
    const { code, err } = await agents(['grant', 'sales-director', 'copy.edit'], {
      [path]: { status: 422, json: { title: 'Not acceptable', detail } },
    });
    expect(code).toBe(2);
    expect(err).toContain(detail);
  });
});

describe('vw agents pause, activate', () => {
  it.each([
    ['pause', 'paused', 'sales-director is paused (version 3). It gets no new work.\n'],
    ['activate', 'active', 'sales-director is active (version 3). It gets work from now on.\n'],
  ])('%s', async (command, status, told) => {
    const { code, out } = await agents([command, 'sales-director', '--reason', 'stocktaking'], {
      [`PATCH ${ONE}`]: { json: { ...director, status } },
    });
    expect(sent()).toEqual({ status, reason: 'stocktaking' });
    expect({ code, out }).toEqual({ code: 0, out: told });
  });
});

describe('vw agents stopped', () => {
  const stop = {
    ...{
      id: 's1',
      agentId: 'sales-director',
      cause: 'over_budget',
      reason: 'the month’s money is used up',
      taskId: 't1',
    },
    ...{ stoppedAt: '2026-11-24T10:00:00Z', until: '2026-11-25T00:00:00Z' },
  };

  it('says why, until when, and how to end it', async () => {
    const person = { ...stop, agentId: 'seo-sem-agent', cause: 'failing', until: null, taskId: null };
    const { code, out } = await agents(['stopped'], { [STOPPED]: { json: { items: [stop, person] } } });
    expect(code).toBe(0);
    expect(out).toContain(
      'sales-director\t2026-11-24T10:00:00Z\tover budget\t2026-11-25T00:00:00Z\tt1\tthe month’s money',
    );
    expect(out).toContain('seo-sem-agent\t2026-11-24T10:00:00Z\tfailing\ta person resumes it\t\t');
    expect(out).toContain('vw agents resume AGENT --reason …');
  });

  it('is content when all work', async () => {
    const { out } = await agents(['stopped'], { [STOPPED]: { json: { items: [] } } });
    expect(out).toBe('No agent is stopped.\n');
  });
});

describe('vw agents resume', () => {
  const path = 'POST /api/orchestration/agents-stopped/sales-director/resume';
  const resume = (answer: Answer, ...more: string[]) =>
    agents(['resume', 'sales-director', '--reason', 'the budget was raised', ...more], { [path]: answer });

  it('says why, and bears an answer without content', async () => {
    const { code, out } = await resume({ status: 204, text: '' });
    expect(sent()).toEqual({ reason: 'the budget was raised' });
    expect({ code, out }).toEqual({ code: 0, out: 'sales-director works again; what waited for it is taken now.\n' });
    expect(JSON.parse((await resume({ status: 204, text: '' }, '--json')).out)).toEqual({
      ...{ agentId: 'sales-director', resumed: true },
    });
  });

  it('ends with 5 when it does not stand still, and with 2 without a reason', async () => {
    const json = { title: 'Not stopped', detail: 'sales-director does not stand still.' };
    const { code, err } = await resume({ status: 404, json });
    expect(code).toBe(5);
    expect(err).toContain('does not stand still');
    expect((await agents(['resume', 'sales-director'])).code).toBe(2);
  });
});
