import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@modelcontextprotocol/client';
import type { RecordedEvent } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { called, closeClients, mcpClient } from './mcp-client.js';
import { recordedEvents, verifyRecord } from './record.js';
import { startSystem, stopSystems, type System } from './system.js';

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };
const PER_MINUTE = 60;
const AGENT = 'courier-agent';
const TOOLS = [
  ...['search_knowledge', 'read_article', 'my_tasks', 'read_task', 'report_interaction', 'report_outcome'],
  ...['request_spend', 'propose_action', 'proposal_state', 'read_kpi'],
];

let workflow: Server;
let system: System;
let client: Client;

beforeAll(async () => {
  // Stands in for a workflow of n8n: it takes every task, and answers through /mcp.
  workflow = createServer((incoming, response) => {
    incoming.resume().once('end', () => response.writeHead(202).end());
  });
  await new Promise<void>((listening) => workflow.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(workflow.address() as AddressInfo).port}`;
  system = await startSystem({
    env: {
      ORCHESTRATION_MCP_CALLS_PER_MINUTE: String(PER_MINUTE),
      ...{
        ORCHESTRATION_N8N_HOSTS: host,
        ORCHESTRATION_N8N_SECRET: 'whsec_dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCAuLi4=',
      },
    },
  });
  await send('PUT', '/api/orchestration/capabilities/parcel.carry', {
    ...{ title: 'Carry', description: 'Carries', effects: 'internal', dataClass: 'internal', reversible: true },
    inputSchema: { type: 'object', properties: { n: { type: 'integer' } } },
    outputSchema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
    ...{ comparator: { name: 'exact' }, approval: 'never', timeoutMs: 60_000 },
  });
  await send('PUT', `/api/orchestration/agents/${AGENT}`, {
    ...{ name: 'Courier Agent', department: 'Operations', reportsTo: 'operations-director' },
    executor: { kind: 'n8n', settings: { url: `http://${host}/webhook/carry` } },
    capabilities: [{ name: 'parcel.carry', expertise: 1 }],
  });
  client = await mcpClient(system, await agentKey(AGENT, ['mcp:*']));
}, 150_000);
afterAll(async () => {
  await closeClients();
  await stopSystems();
  workflow?.closeAllConnections();
  await new Promise((closed) => workflow?.close(closed));
}, 60_000);

async function send<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: object, key = system.key): Promise<T> {
  const answer = await system.ask(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.json<T>();
}

const newKey = async (body: object): Promise<string> =>
  (await send<{ key: string }>('POST', '/api/gateway/keys', body)).key;
const agentKey = (agentId: string, scopes: string[]) => newKey({ name: `${agentId}-mcp`, agentId, scopes });
const names = async (of: Client) => (await of.listTools()).tools.map(({ name }) => name);

/** What the record holds of calls, in its order. */
async function callsOnRecord(): Promise<Record<string, unknown>[]> {
  await drained(system);
  const events = await recordedEvents(system, 'ORCHESTRATION');
  return events
    .filter(({ type }) => type === 'vw.orchestration.tool.called.v1')
    .map(({ data }) => data as Record<string, unknown>);
}

it('lists what the key of an agent is for, in either revision of the protocol', async () => {
  expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
  expect(await names(client)).toEqual(TOOLS);
  const narrow = await agentKey(AGENT, ['mcp:knowledge', 'mcp:kpi']);
  expect(await names(await mcpClient(system, narrow, {}))).toEqual(['search_knowledge', 'read_article', 'read_kpi']);
});

it('answers from what the shop knows, and cites it', async () => {
  const { articles } = await called<{ articles: { id: string; citation: string }[] }>(client, 'search_knowledge', {
    question: 'Which sizes do prints come in?',
  });
  const { id, citation } = articles[0]!;
  expect(await called(client, 'read_article', { id })).toMatchObject({ citation });
});

it('shows an agent its task, and ends it by its report', async () => {
  const order = { capability: 'parcel.carry', agentId: AGENT, input: { n: 1 }, subject: 'order-1001' };
  const { id } = await send<{ id: string }>('POST', '/api/orchestration/tasks', order);
  await eventually(
    async () => expect(await called(client, 'read_task', { id })).toMatchObject({ waitsFor: 'callback' }),
    { ...WITHIN, intervalMs: 1_000 },
  );
  expect(await called(client, 'my_tasks')).toMatchObject({ tasks: [{ id, subject: 'order-1001', you: 'have it' }] });
  const outcome = { taskId: id, outcome: 'succeeded', durationMs: 1_200, output: { ok: true } };
  expect(await called(client, 'report_outcome', outcome)).toMatchObject({ taskId: id });
  await eventually(
    async () =>
      expect(await called(client, 'read_task', { id })).toMatchObject({ state: 'succeeded', output: { ok: true } }),
    { ...WITHIN, intervalMs: 1_000 },
  );
}, 90_000);

it('tells an interaction as n8n’s are told, as its own, without addresses', async () => {
  const touch = { key: 'mail-7', channel: 'email', kind: 'assisted', customerId: '7001' };
  const summary = 'Wrote to bob@example.com about the sizes';
  const { eventId } = await called<{ eventId: string }>(client, 'report_interaction', { ...touch, summary });
  // Under the same key it is the same event.
  expect(await called(client, 'report_interaction', { ...touch, summary })).toEqual({ eventId });
  await drained(system);
  const recorded = await recordedEvents(system, 'REPORTS');
  const found = recorded.filter(({ id }: RecordedEvent) => id === eventId);
  expect(found).toMatchObject([
    {
      ...{ type: 'vw.reports.interaction.recorded.v1', actor: `agent:${AGENT}`, subject: '7001' },
      data: { agentId: AGENT, channel: 'email', summary: 'Wrote to [e-mail withheld] about the sizes' },
    },
  ]);
});

it('asks finance, and hears no where there is no budget for it', async () => {
  const asked = { key: 'van-1', amountMinor: '4500', category: 'courier', purpose: 'A van' };
  expect(await called(client, 'request_spend', asked)).toMatchObject({
    ...{ decision: 'refused', key: 'van-1', reason: expect.not.stringContaining('could not be asked') as string },
  });
});

it('sees what people decide about what it proposed', async () => {
  const act = {
    ...{ key: 'refund-1001', act: 'order.refund', subject: '1001', why: 'It came with a torn corner' },
    facts: { orderId: '1001', amountMinor: '4500', currency: 'USD' },
    does: { refund: '1001', amountMinor: '4500' },
  };
  const proposed = await called<{ approvalId: string }>(client, 'propose_action', act);
  expect(proposed).toMatchObject({ verdict: 'pending', mayAct: false });
  const other = await mcpClient(system, await agentKey('sales-director', ['mcp:propose']));
  expect(await called(other, 'proposal_state', { key: act.key })).toMatchObject({ verdict: 'unknown' });
  const anna = await newKey({ name: 'anna', scopes: ['governance:read', 'governance:approve'] });
  const approve = `/api/governance/approvals/${proposed.approvalId}/approve`;
  await send('POST', approve, { reason: 'it is torn' });
  await send('POST', approve, { reason: 'it is' }, anna);
  expect(await called(client, 'proposal_state', { key: act.key })).toMatchObject({
    ...{ verdict: 'approved', mayAct: true, decidedBy: ['user:owner', 'key:anna'] },
  });
});

it('reads figures, and is told what is not known', async () => {
  const period = { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' };
  const { figures } = await called<{ figures: object[] }>(client, 'read_kpi', {
    figures: ['average_order', 'tasks_ended', 'tasks_succeeded_percent'],
    ...period,
  });
  expect(figures).toMatchObject([
    // Finance says so itself: it was asked.
    { name: 'average_order', value: null, reason: expect.not.stringContaining('could not be asked') as string },
    { name: 'tasks_ended', value: '0' },
    { name: 'tasks_succeeded_percent', value: null, reason: 'no task ended in the period' },
  ]);
});

it('is refused past its scope, whoever it is, and once it no longer works', async () => {
  const reader = await mcpClient(system, await agentKey('marketing-director', ['mcp:knowledge']));
  await expect(called(reader, 'read_kpi')).rejects.toMatchObject({
    data: { reason: 'out_of_scope', scope: 'mcp:kpi' },
  });
  const person = await mcpClient(system, await newKey({ name: 'claude-desktop', scopes: ['mcp:*'] }));
  await expect(called(person, 'my_tasks')).rejects.toMatchObject({ data: { reason: 'not_an_agent' } });
  const stranger = { name: 'nobody', scopes: ['orchestration:read'] };
  await expect(mcpClient(system, await newKey(stranger))).rejects.toThrow();
  await expect(mcpClient(system, 'vw_wrong')).rejects.toThrow();
  const paused = { status: 'paused', reason: 'tried by the spec' };
  await send('PATCH', '/api/orchestration/agents/marketing-director', paused);
  await expect(called(reader, 'search_knowledge', { question: 'sizes' })).rejects.toMatchObject({
    data: { reason: 'not_at_work' },
  });
});

it('is refused past its limit, and told when to come back; others are not', async () => {
  const eager = await mcpClient(system, await agentKey('content-strategy-agent', ['mcp:*']));
  // A minute may end on the way: twice the limit and one more does not fit into two.
  let refused: Awaited<ReturnType<Client['callTool']>> | undefined;
  for (let n = 0; n <= 2 * PER_MINUTE && !refused; n += 1) {
    const answer = await eager.callTool({ name: 'my_tasks', arguments: {} });
    if (answer.isError) refused = answer;
  }
  const refusal = refused?._meta?.['vividwalls.co/refusal'] as { reason: string; retryAfterS: number };
  expect(refusal).toMatchObject({ reason: 'over_limit', limitPerMinute: PER_MINUTE });
  expect(refusal.retryAfterS).toBeGreaterThan(0);
  expect(refusal.retryAfterS).toBeLessThanOrEqual(60);
  expect(await called(client, 'my_tasks')).toBeDefined();
}, 60_000);

it('leaves every call on record, refused ones too', async () => {
  const calls = await callsOnRecord();
  const ours = calls.filter(({ agentId }) => agentId === AGENT);
  expect(new Set(ours.map(({ tool }) => tool))).toEqual(new Set(TOOLS));
  for (const [caller, reason] of [
    ['agent:marketing-director', 'out_of_scope'],
    ['agent:marketing-director', 'not_at_work'],
    ['key:claude-desktop', 'not_an_agent'],
    ['agent:content-strategy-agent', 'over_limit'],
  ]) {
    expect(calls.filter((one) => one['caller'] === caller && one['reason'] === reason)).toHaveLength(1);
  }
  expect(JSON.stringify(calls)).not.toContain('bob@example.com');
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
}, 60_000);
