import type { Client } from '@modelcontextprotocol/client';
import { ACT_NAMES } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import type { Asking } from '@vividwalls/testing/service';
import { Neighbours } from './testing/neighbours.js';
import { AUTO, connectAs, RunningMcp } from './testing/running-mcp.js';
import { TOOLS } from './tools/all-tools.js';

const TASKS = '/api/orchestration/tasks';
const AGENT: Asking = { actor: 'agent:spec-agent', scopes: ['mcp:*'] };
const OTHER: Asking = { actor: 'agent:sales-director', scopes: ['mcp:*'] };

let running: RunningMcp;
let neighbours: Neighbours;
let client: Client;
const clients: Client[] = [];

beforeAll(async () => {
  running = await RunningMcp.start('mcp', { env: { ORCHESTRATION_MCP_CALLS_PER_MINUTE: '100000' } });
  neighbours = await Neighbours.start((service) => running.natsUrl(service));
  const capability = {
    ...{ title: 'Call', description: 'Calls', effects: 'internal', dataClass: 'internal', reversible: true },
    ...{ inputSchema: { type: 'object' }, outputSchema: { type: 'object' }, comparator: { name: 'exact' } },
    ...{ approval: 'never', timeoutMs: 60_000 },
  };
  await made(running.put('/api/orchestration/capabilities/spec.call', capability));
  for (const [id, status] of Object.entries({ 'spec-agent': 'active', 'spec-paused': 'paused' })) {
    const agent = { name: id, department: 'Sales', reportsTo: 'sales-director', status };
    const capabilities = [{ name: 'spec.call', expertise: 1 }];
    await made(running.put(`/api/orchestration/agents/${id}`, { ...agent, capabilities }));
  }
  client = await as(AGENT);
}, 60_000);
afterAll(async () => {
  await Promise.all(clients.map((one) => one.close()));
  await neighbours?.stop();
  await running?.stop();
});

async function made(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
}

async function as(who: Asking, options = AUTO): Promise<Client> {
  const one = await connectAs(running, who, options);
  clients.push(one);
  return one;
}

const call = (name: string, args: Record<string, unknown> = {}, by = client) => by.callTool({ name, arguments: args });
const structured = async <T>(...of: Parameters<typeof call>) => {
  const { structuredContent, isError, content } = await call(...of);
  if (isError) throw new Error(JSON.stringify(content));
  return structuredContent as T;
};
const names = async (by: Client) => (await by.listTools()).tools.map(({ name }) => name);
const refusal = ({ _meta }: { _meta?: object | undefined }) =>
  (_meta as Record<string, { reason: string; retryAfterS?: number }>)['vividwalls.co/refusal'];

async function order(part: object): Promise<string> {
  const { status, body } = await running.post<{ id: string }>(
    TASKS,
    { capability: 'spec.call', input: { n: 1 }, subject: 'order-1', ...part },
    { actor: OTHER.actor!, scopes: ['orchestration:*'] },
  );
  expect(status).toBe(201);
  return body.id;
}

interface Told {
  readonly caller: string;
  readonly tool: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly argumentsDigest: string;
  readonly durationMs: number;
}

/** What the audit was told, in its order, and as text. */
async function told(): Promise<{ readonly all: readonly Told[]; readonly text: string }> {
  const rows = await running.database.dataSource.query<{ payload: string }[]>(
    `SELECT payload::text AS payload FROM outbox WHERE subject = 'vw.orchestration.tool.called' ORDER BY id`,
  );
  return {
    all: rows.map(({ payload }) => (JSON.parse(payload) as { data: Told }).data),
    text: rows.map(({ payload }) => payload).join('\n'),
  };
}
const lastTold = async () => (await told()).all.at(-1)!;

describe('the official client', () => {
  it('speaks the current revision, and the ones before it', async () => {
    expect(client.getProtocolEra()).toBe('modern');
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect(client.getInstructions()).toContain('Asking for leave is not doing');
    const older = await as(AGENT, {});
    expect(older.getProtocolEra()).toBe('legacy');
    expect(older.getNegotiatedProtocolVersion()).toBe('2025-11-25');
    expect(await names(older)).toEqual(await names(client));
    const { articles } = await structured<{ articles: object[] }>('search_knowledge', { question: 'prices' }, older);
    expect(articles).not.toEqual([]);
  });

  it('lists what its key is for, with schemas in which everything has bounds', async () => {
    expect(await names(client)).toEqual(TOOLS.map(({ name }) => name));
    const { tools } = await client.listTools();
    for (const { inputSchema, outputSchema, annotations } of tools) {
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: 'object' });
      expect(annotations).toMatchObject({ destructiveHint: false, idempotentHint: true, openWorldHint: false });
    }
    const reading = tools.filter(({ annotations }) => annotations?.readOnlyHint).map(({ name }) => name);
    expect(reading).toEqual([
      'search_knowledge',
      'read_article',
      'my_tasks',
      'read_task',
      'proposal_state',
      'read_kpi',
    ]);
    expect(await names(await as({ ...AGENT, scopes: ['mcp:kpi', 'mcp:propose', 'orchestration:read'] }))).toEqual([
      ...['propose_action', 'proposal_state', 'read_kpi'],
    ]);
  });

  it('shows a person what is no agent’s own business', async () => {
    const person = await as({ actor: 'key:console', scopes: ['mcp:*'] });
    expect(await names(person)).toEqual(['search_knowledge', 'read_article', 'read_kpi']);
    await expect(call('my_tasks', {}, person)).rejects.toThrow(/is for agents/);
    expect(await lastTold()).toMatchObject({ caller: 'key:console', agentId: null, reason: 'not_an_agent' });
    expect(await structured('read_article', { id: 'faq-collections' }, person)).toMatchObject({
      id: 'faq-collections',
    });
  });
});

describe('knowledge', () => {
  it('is answered with citations, and only what the agent may read', async () => {
    const found = await structured<{ articles: { citation: string; id: string }[] }>('search_knowledge', {
      ...{ question: 'what do you charge for a canvas', limit: 3 },
    });
    expect(found.articles.length).toBeGreaterThan(0);
    for (const { citation, id } of found.articles) expect(citation).toMatch(new RegExp(`^${id}@\\d+$`));
    const [first] = found.articles;
    const read = await call('read_article', { id: first!.id });
    expect(read.structuredContent).toMatchObject({ citation: first!.citation });
    expect(read.content).toMatchObject([
      { type: 'text', text: expect.stringContaining(`[${first!.citation}]`) as string },
    ]);
    const reads = await running.get<{ items: { actor: string; act: string; asked: string }[] }>(
      `/api/orchestration/knowledge/reads?actor=${AGENT.actor}`,
    );
    expect(reads.body.items[0]).toMatchObject({ act: 'read', asked: first!.id });
  });

  it('that may not be read is as if it weren’t there', async () => {
    const article = { id: 'secret-margin', domain: 'faq', title: 'Wombat', body: 'Wombats.', owner: 'o', source: 's' };
    const path = '/api/orchestration/knowledge/articles';
    await made(running.post(path, { ...article, readers: ['department:Finance'] }));
    for (const step of ['submit', 'publish']) await made(running.post(`${path}/secret-margin/${step}`, {}));
    expect(await structured('search_knowledge', { question: 'wombat' })).toMatchObject({ articles: [] });
    const hidden = await call('read_article', { id: 'secret-margin' });
    const missing = await call('read_article', { id: 'no-such' });
    expect([hidden.isError, missing.isError]).toEqual([true, true]);
    expect([refusal(hidden), refusal(missing)]).toEqual([{ reason: 'not_found' }, { reason: 'not_found' }]);
  });
});

describe('tasks', () => {
  it('are those that the agent has or asked for; others’ are not there', async () => {
    const [mine, another] = [await order({ agentId: 'spec-agent' }), await order({ agentId: 'spec-paused' })];
    await eventually(async () =>
      expect(await structured('read_task', { id: mine })).toMatchObject({ state: 'running', waitsFor: 'callback' }),
    );
    const { tasks } = await structured<{ tasks: { id: string; you: string }[] }>('my_tasks');
    expect(tasks).toMatchObject([{ id: mine, you: 'have it' }]);
    for (const id of [another, '0199f3c1-7a10-7c3e-9b51-0c6a5e1d2f01'])
      expect(refusal(await call('read_task', { id }))).toEqual({ reason: 'not_found' });
    const asker = await as(OTHER);
    const first = await structured<{ tasks: { id: string }[]; nextCursor: string }>('my_tasks', { limit: 1 }, asker);
    expect(first).toMatchObject({ tasks: [{ id: another, you: 'asked for it' }], nextCursor: another });
    const rest = await structured('my_tasks', { limit: 1, cursor: first.nextCursor }, asker);
    expect(rest).toEqual({ tasks: [expect.objectContaining({ id: mine, you: 'asked for it' })] });
  });

  it('are reported on through the gateway, by who has them', async () => {
    const id = await order({ agentId: 'spec-agent' });
    await eventually(async () => expect(await structured('read_task', { id })).toMatchObject({ waitsFor: 'callback' }));
    const outcome = { taskId: id, outcome: 'succeeded', durationMs: 12, output: { ok: true } };
    expect(await structured('report_outcome', outcome)).toMatchObject({
      taskId: id,
      eventId: expect.any(String) as string,
    });
    expect(neighbours.reports.at(-1)).toEqual({
      actor: 'agent:spec-agent',
      reports: [
        {
          ...{ type: 'task.outcome_reported', id: `mcp/spec-agent/${id}/1`, test: false },
          data: { ...outcome, agentId: 'spec-agent' },
        },
      ],
    });
    const count = neighbours.reports.length;
    // Who asked for a task does not say how it ended.
    expect(refusal(await call('report_outcome', outcome, await as(OTHER)))).toEqual({ reason: 'not_found' });
    await made(running.post(`${TASKS}/${id}/cancel`, { reason: 'over' }));
    expect(refusal(await call('report_outcome', outcome))).toEqual({ reason: 'not_possible' });
    expect(neighbours.reports).toHaveLength(count);
  });
});

describe('reports and questions', () => {
  it('of interactions carry the agent that calls, whatever it says', async () => {
    const touch = { key: 'mail-7', channel: 'email', kind: 'direct', customerId: '7', summary: 'Wrote to Bob' };
    await structured('report_interaction', touch);
    expect(neighbours.reports.at(-1)).toMatchObject({
      reports: [{ id: 'mcp/spec-agent/mail-7', data: { agentId: 'spec-agent', channel: 'email', customerId: '7' } }],
    });
    const posing = await call('report_interaction', { ...touch, agentId: 'sales-director' });
    expect(refusal(posing)).toMatchObject({ reason: 'bad_arguments' });
    const refused = await call('report_interaction', { ...touch, channel: 'carrier pigeon' });
    expect(refusal(refused)).toEqual({
      ...{ reason: 'bad_arguments', faults: [{ pointer: '/channel', message: 'is no channel' }] },
    });
  });

  it('about money are answered by finance, for the department of the agent', async () => {
    const asked = { key: 'ads-1', amountMinor: '4500', purpose: 'A campaign', category: 'advertising' };
    expect(await structured('request_spend', asked)).toEqual({
      ...{
        decision: 'authorised',
        reason: 'it fits',
        key: 'ads-1',
        currency: 'USD',
        expiresAt: '2099-01-01T00:00:00.000Z',
      },
    });
    expect(neighbours.spends.at(-1)).toEqual({
      ...{ key: 'mcp/spec-agent/ads-1', actor: 'agent:spec-agent', agentId: 'spec-agent', department: 'Sales' },
      ...{ category: 'advertising', amountMinor: '4500', currency: 'USD', purpose: 'A campaign' },
    });
    // A no is an answer, and no fault of the call.
    expect(await structured('request_spend', { ...asked, key: 'ads-2', amountMinor: '999999' })).toMatchObject({
      decision: 'refused',
    });
  });

  it('about acts are answered by governance, and looked at later', async () => {
    const act = { key: 'refund-7', act: 'order.refund', subject: '1001', does: { amountMinor: '4500' }, why: 'torn' };
    const proposed = await call('propose_action', { ...act, facts: { amountMinor: '4500', currency: 'USD' } });
    expect(proposed.structuredContent).toMatchObject({ verdict: 'pending', mayAct: false, key: 'refund-7' });
    expect(JSON.stringify(proposed.content)).toContain('Nothing was done by asking');
    expect(neighbours.proposals.at(-1)).toMatchObject({ key: 'mcp/spec-agent/refund-7', asker: 'agent:spec-agent' });
    neighbours.decided.set('mcp/spec-agent/refund-7', 'approved');
    expect(await structured('proposal_state', { key: 'refund-7' })).toMatchObject({
      verdict: 'approved',
      mayAct: true,
    });
    // The key of another agent is another question.
    expect(await structured('proposal_state', { key: 'refund-7' }, await as(OTHER))).toMatchObject({
      verdict: 'unknown',
    });
    expect(refusal(await call('propose_action', { ...act, act: 'order.give_away' }))).toMatchObject({
      reason: 'bad_arguments',
    });
    expect(refusal(await call('propose_action', { ...act, facts: { nonsense: 1 } }))).toMatchObject({
      reason: 'bad_arguments',
    });
    expect(ACT_NAMES).toContain(act.act);
  });

  it('about figures are answered with what is known, and why the rest is not', async () => {
    const period = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
    const figures = ['net_revenue', 'tasks_ended', 'tasks_succeeded_percent'];
    const shown = await structured<{ figures: object[] }>('read_kpi', { figures, ...period });
    expect(shown.figures).toMatchObject([
      { name: 'net_revenue', value: '12345', currency: 'USD', reason: null },
      { name: 'tasks_ended', value: '0', reason: null },
      { name: 'tasks_succeeded_percent', value: null, reason: 'no task ended in the period' },
    ]);
    for (const wrong of [
      { figures: ['gold'], ...period },
      { figures, from: period.to, to: period.from },
    ])
      expect(refusal(await call('read_kpi', wrong))).toMatchObject({ reason: 'bad_arguments' });
  });
});

describe('what is refused', () => {
  it('past the scope of a key', async () => {
    const narrow = await as({ ...AGENT, scopes: ['mcp:knowledge'] });
    await expect(call('read_kpi', {}, narrow)).rejects.toMatchObject({
      ...{ code: -32600, message: expect.stringContaining('it needs the scope mcp:kpi') as string },
      data: { reason: 'out_of_scope', scope: 'mcp:kpi' },
    });
    expect(await lastTold()).toMatchObject({ tool: 'read_kpi', outcome: 'refused', reason: 'out_of_scope' });
  });

  it('a tool that there is not, without telling the audit its name', async () => {
    await expect(call('bob@example.com')).rejects.toMatchObject({ code: -32602 });
    expect(await lastTold()).toMatchObject({ tool: 'unknown', reason: 'unknown_tool' });
  });

  it.each(['agent:spec-paused', 'agent:nobody'])('whatever %s wants', async (actor) => {
    const idle = await as({ actor, scopes: ['mcp:*'] });
    await expect(idle.listTools()).rejects.toThrow(/is paused|is not in the registry/);
    await expect(call('my_tasks', {}, idle)).rejects.toMatchObject({ data: { reason: 'not_at_work' } });
    expect(await lastTold()).toMatchObject({ caller: actor, tool: 'my_tasks', reason: 'not_at_work' });
  });

  it('what nobody could record, and nothing is told of it as done', async () => {
    const { owner } = running.database;
    await owner.query('REVOKE INSERT ON outbox FROM vw_orchestration');
    await expect(call('my_tasks')).rejects.toMatchObject({
      ...{ code: -32603, message: expect.stringContaining('could not be recorded') as string },
    });
    await owner.query('GRANT INSERT ON outbox TO vw_orchestration');
    await owner.query('REVOKE INSERT ON mcp_calls FROM vw_orchestration');
    const before = neighbours.spends.length;
    const asked = { key: 'unlimited', amountMinor: '1', purpose: 'x' };
    await expect(call('request_spend', asked)).rejects.toMatchObject({ code: -32603 });
    // What can't be counted is not begun.
    expect(neighbours.spends).toHaveLength(before);
    expect(await lastTold()).toMatchObject({ tool: 'request_spend', outcome: 'failed', reason: 'internal' });
    await owner.query('GRANT INSERT ON mcp_calls TO vw_orchestration');
    await structured('request_spend', asked);
  });
});

describe('the audit', () => {
  it('hears of every call, of who and of what, and reads nothing of what was in it', async () => {
    const before = (await told()).all.length;
    const secret = 'Ophelia Marbleworth';
    const args = { key: 'mail-8', channel: 'email', kind: 'direct', summary: secret };
    await structured('report_interaction', args);
    await structured('report_interaction', { ...args });
    await call('report_interaction', { ...args, kind: secret });
    const { all, text } = await told();
    const [first, second, third] = all.slice(before);
    expect(all).toHaveLength(before + 3);
    const same = { caller: AGENT.actor, agentId: 'spec-agent', tool: 'report_interaction' };
    expect(first).toMatchObject({
      ...same,
      outcome: 'answered',
      argumentsDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(second!.argumentsDigest).toBe(first!.argumentsDigest);
    expect(third).toMatchObject({ ...same, outcome: 'refused', reason: 'bad_arguments' });
    expect(third!.argumentsDigest).not.toBe(first!.argumentsDigest);
    expect(text).not.toContain(secret);
  });

  it('hears of many calls at once as many times', async () => {
    const before = (await told()).all.length;
    await Promise.all(Array.from({ length: 200 }, () => call('my_tasks')));
    expect((await told()).all).toHaveLength(before + 200);
  }, 60_000);
});

describe('when the neighbours are away', () => {
  beforeAll(() => neighbours.stop());

  it('money and acts are answered with no, and it is not known whether a report was taken', async () => {
    const spend = { key: 'late-1', amountMinor: '1', purpose: 'x' };
    expect(await structured('request_spend', spend)).toMatchObject({
      ...{ decision: 'refused', key: 'late-1', reason: expect.stringContaining('could not be asked') as string },
    });
    const act = { key: 'late-2', act: 'order.refund', subject: '1001', does: {}, why: 'torn' };
    expect(await structured('propose_action', act)).toMatchObject({ verdict: 'unanswered', mayAct: false });
    expect(await structured('proposal_state', { key: 'late-2' })).toMatchObject({ verdict: 'unanswered' });
    const report = await call('report_interaction', { key: 'late-3', channel: 'email', kind: 'direct' });
    expect(refusal(report)).toEqual({ reason: 'unanswered' });
    expect(await lastTold()).toMatchObject({ tool: 'report_interaction', outcome: 'failed', reason: 'unanswered' });
  });

  it('what the shop knows is answered all the same', async () => {
    const { articles } = await structured<{ articles: object[] }>('search_knowledge', { question: 'prices' });
    expect(articles).not.toEqual([]);
  });
});
