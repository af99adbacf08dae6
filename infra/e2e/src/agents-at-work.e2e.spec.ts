import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { recordedEvents, verifyRecord } from './record.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

interface TaskSeen {
  readonly id: string;
  readonly state: string;
  readonly waitsFor: string | null;
  readonly capability: string;
  readonly agentId: string | null;
  readonly subject: string;
  readonly error: { readonly code: string } | null;
  readonly output: Record<string, unknown> | null;
}

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };

let system: System;
beforeAll(async () => {
  system = await startSystem();
}, 120_000);
afterAll(stopSystems, 60_000);

const api = '/api/orchestration';
const tasks = async (query: string): Promise<readonly TaskSeen[]> =>
  (await system.get<{ items: TaskSeen[] }>(`${api}/tasks?limit=200&${query}`)).items;
const task = (id: string): Promise<TaskSeen> => system.get<TaskSeen>(`${api}/tasks/${id}`);

async function send<T>(path: string, body: object): Promise<T> {
  const answer = await system.ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`POST ${path} was answered with ${answer.status}: ${answer.text}`);
  return answer.json<T>();
}

/** Shopify's own example, paid just now: a sheet for one that was paid a year ago would be late already. */
function paidToday(): { topic: string; bytes: string } {
  const { topic, bytes } = shopBodies().find((one) => one.topic === 'orders/paid')!;
  const { processed_at: paidAt } = JSON.parse(bytes.toString()) as { processed_at: string };
  return { topic, bytes: bytes.toString().replaceAll(paidAt, new Date().toISOString()) };
}

it('knows the roster before and after, and counts what changes', async () => {
  const figures = await system.get<Record<string, unknown>>(`${api}/consolidation`);
  expect(figures).toMatchObject({
    ...{ targetAgents: 28, potentialPaths: { after: 784 }, routes: { after: 126 } },
    gaps: expect.arrayContaining([expect.objectContaining({ agent: expect.anything() as unknown })]) as unknown,
  });
  expect((figures['gaps'] as unknown[]).length).toBe(5);
});

it('takes a paid order from its webhook to a person and to its end', async () => {
  const paid = paidToday();
  expect((await system.post(paid.topic, paid.bytes)).status).toBe(200);
  const triage = await eventually(async () => {
    const [found] = await tasks('capability=order.triage');
    return found?.waitsFor === 'task' ? found : false;
  }, WITHIN).then(async () => (await tasks('capability=order.triage'))[0]!);
  // Whatever a person is asked on the way, the review of its problems or its print sheet: one answer to each.
  await eventually(async () => {
    for (const asked of await tasks(`parent=${triage.id}&waitsFor=person`)) {
      const orderId = (await system.get<{ input: { orderId: string } }>(`${api}/tasks/${asked.id}`)).input.orderId;
      const output = asked.capability === 'order.review' ? { orderId, verdict: 'print' } : { orderId };
      await send(`${api}/tasks/${asked.id}/answer`, { output });
    }
    return (await task(triage.id)).state === 'succeeded';
  }, WITHIN);
  expect((await task(triage.id)).output).toMatchObject({ verdict: 'print' });
  expect((await system.post(paid.topic, paid.bytes)).status).toBe(200);
  await drained(system);
  expect(await tasks('capability=order.triage')).toHaveLength(1);
  const ends = (await recordedEvents(system, 'ORCHESTRATION')).filter(
    ({ type }) => type === 'vw.orchestration.task.ended.v1',
  );
  expect(ends.length).toBeGreaterThanOrEqual(2);
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
}, 120_000);

it('keeps what is late where a person sees it: an order that was paid long ago', async () => {
  const { topic, bytes } = shopBodies().find((one) => one.topic === 'orders/paid')!;
  const { id } = JSON.parse(bytes.toString()) as { id: number };
  const other = bytes.toString().replaceAll(String(id), String(id + 1));
  expect((await system.post(topic, other)).status).toBe(200);
  await eventually(async () => {
    const [attend] = await tasks(`capability=order.attend&subject=${id + 1}`);
    return attend?.waitsFor === 'person';
  }, WITHIN);
  // Late, it is still wanted.
  const waiting = await tasks(`capability=order.review&subject=${id + 1}`);
  expect(waiting).toMatchObject([{ state: 'running', waitsFor: 'person' }]);
}, 120_000);

it('stops an agent at its budget, visibly, and books what its work really cost', async () => {
  const now = new Date();
  const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  const agentId = 'content-creative-agent';
  const { department } = await system.get<{ department: string }>(`${api}/agents/${agentId}`);
  const budget = await send<{ id: string }>('/api/finance/budgets', {
    ...{ department, allocatedMinor: '40', currency: 'USD', periodStart: day(-5), periodEnd: day(5), limit: 'hard' },
  });
  const write = async (n: number): Promise<TaskSeen> => {
    const { id } = await send<TaskSeen>(`${api}/tasks`, {
      ...{ key: `copy-${n}`, capability: 'copy.write', agentId, subject: 'autumn', input: { brief: 'Autumn prints' } },
      context: { text: 'Write ad copy for our autumn prints' },
    });
    await eventually(async () => ['succeeded', 'failed'].includes((await task(id)).state), WITHIN);
    return task(id);
  };
  const ended = [await write(1), await write(2), await write(3)];
  expect(ended.map(({ state, error }) => error?.code ?? state)).toEqual(['succeeded', 'succeeded', 'over_budget']);
  const stopped = await system.get<{ items: { agentId: string }[] }>(`${api}/agents-stopped`);
  expect(stopped.items.map((one) => one.agentId)).toEqual([agentId]);
  await eventually(async () => {
    const { spentMinor, reservedMinor } = await system.get<Record<string, string>>(`/api/finance/budgets/${budget.id}`);
    return spentMinor === '24' && reservedMinor === '0';
  }, WITHIN);
}, 120_000);

it('finishes every task although the service is killed while they are under way', async () => {
  const count = 300;
  const asked = Array.from({ length: count }, (_, n) =>
    send(`${api}/tasks`, { key: `kpi-${n}`, capability: 'kpi.snapshot', subject: `kpi-${n}`, input: {} }),
  );
  await Promise.all(asked);
  await system.killService('orchestration');
  await system.ready();
  await eventually(async () => (await succeeded('kpi.snapshot')) === count, { timeoutMs: 90_000, intervalMs: 500 });
  await drained(system);
  const ends = (await recordedEvents(system, 'ORCHESTRATION')).filter(
    ({ type }) => type === 'vw.orchestration.task.ended.v1',
  );
  const ids = ends.map(({ subject }) => subject);
  expect(new Set(ids).size).toBe(ids.length);
}, 150_000);

async function succeeded(capability: string): Promise<number> {
  let [count, cursor] = [0, ''];
  do {
    const page = await system.get<{ items: TaskSeen[]; nextCursor?: string }>(
      `${api}/tasks?limit=200&state=succeeded&capability=${capability}${cursor}`,
    );
    count += page.items.length;
    cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  return count;
}
