import type { ApprovalShown, TaskShown } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };
const ORCHESTRATION = '/api/orchestration';
const APPROVALS = '/api/governance/approvals';

let system: System;
/** A second person. */
let anna: string;
beforeAll(async () => {
  system = await startSystem();
  await budgets();
  anna = (await send<{ key: string }>('/api/gateway/keys', { name: 'anna', scopes: ['governance:approve'] })).key;
}, 120_000);
afterAll(stopSystems, 60_000);

/** What letters cost is paid for. */
async function budgets(): Promise<void> {
  const day = (offset: number) => new Date(new Date().getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  for (const department of ['Customer Experience', 'Marketing', 'Sales']) {
    await send('/api/finance/budgets', {
      ...{ department, allocatedMinor: '100000', currency: 'USD', limit: 'hard' },
      ...{ periodStart: day(-5), periodEnd: day(5) },
    });
  }
}

async function send<T>(path: string, body: object, key?: string): Promise<T> {
  const answer = await system.ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`POST ${path} was answered with ${answer.status}: ${answer.text}`);
  return answer.json<T>();
}

const tasks = async (query: string): Promise<readonly TaskShown[]> =>
  (await system.get<{ items: TaskShown[] }>(`${ORCHESTRATION}/tasks?limit=200&${query}`)).items;
const asked = async (capability: string, input: object): Promise<string> =>
  (
    await send<TaskShown>(`${ORCHESTRATION}/tasks`, {
      ...{ key: crypto.randomUUID(), capability, input, subject: `playbook-${capability}` },
    })
  ).id;

/** The end of a task, once it has come. */
const ended = (id: string): Promise<Record<string, unknown>> =>
  eventually(async () => {
    const { state, output, error } = await system.get<TaskShown>(`${ORCHESTRATION}/tasks/${id}`);
    if (state !== 'succeeded') throw new Error(`${id} is ${state}: ${JSON.stringify(error)}; ${await childrenOf(id)}`);
    return output as Record<string, unknown>;
  }, WITHIN);

/** For messages of what fails. */
const childrenOf = async (id: string): Promise<string> =>
  (await tasks(`parent=${id}`))
    .map((one) => `${one.capability} is ${one.state}, waits for ${one.waitsFor}: ${JSON.stringify(one.error)}`)
    .join('; ');

/** A person does what waits for them. */
async function personAnswers(capability: string, output: object): Promise<void> {
  const waiting = await eventually(async () => {
    const [found] = await tasks(`capability=${capability}&waitsFor=person`);
    if (!found) throw new Error(`no ${capability} waits for a person`);
    return found;
  }, WITHIN);
  await send(`${ORCHESTRATION}/tasks/${waiting.id}/answer`, { output });
}

/** As many people as it takes decide what waits for them about an act. @returns what they had been asked */
async function decide(act: string, word: 'approve' | 'reject'): Promise<ApprovalShown> {
  const approval = await eventually(async () => {
    const { items } = await system.get<{ items: ApprovalShown[] }>(`${APPROVALS}?state=pending&act=${act}`);
    if (!items[0]) throw new Error(`nobody is asked about ${act}`);
    return system.get<ApprovalShown>(`${APPROVALS}/${items[0].id}`);
  }, WITHIN);
  const decided = await send<ApprovalShown>(`${APPROVALS}/${approval.id}/${word}`, { reason: 'seen' });
  if (decided.state === 'pending') await send(`${APPROVALS}/${approval.id}/${word}`, { reason: 'seen too' }, anna);
  return approval;
}

/** Shopify's own example, paid just now. */
function paidNow(): { topic: string; bytes: string } {
  const { topic, bytes } = shopBodies().find((one) => one.topic === 'orders/paid')!;
  const { processed_at: paidAt } = JSON.parse(bytes.toString()) as { processed_at: string };
  return { topic, bytes: bytes.toString().replaceAll(paidAt, new Date().toISOString()) };
}

it('takes a paid order from its webhook over two people’s yes to the printer', async () => {
  const { topic, bytes } = paidNow();
  expect((await system.post(topic, bytes)).status).toBe(200);
  const order = await eventually(async () => (await tasks('capability=order.fulfil'))[0] ?? false, WITHIN);
  const { id } = order as TaskShown;
  // Whatever a person is asked on the way, the review of its problems or its print sheet: one answer to each.
  await eventually(async () => {
    for (const one of await tasks('waitsFor=person')) {
      if (one.capability === 'order.review') await personAnswers('order.review', { verdict: 'print' });
      if (one.capability === 'print.sheet') await personAnswers('print.sheet', { orderId: 'x', sheetId: 's-1' });
    }
    const { items } = await system.get<{ items: ApprovalShown[] }>(`${APPROVALS}?state=pending&act=print.submit`);
    return items.length === 1;
  }, WITHIN);
  await decide('print.submit', 'approve');
  await personAnswers('order.handover', { orderId: 'x', partnerReference: 'P-1' });
  expect(await ended(id)).toMatchObject({ verdict: 'handed_over', isLate: false, partnerReference: 'P-1' });
  expect(await tasks('capability=order.fulfil')).toHaveLength(1);
}, 180_000);

it('tells the owner of today by figures of the books, and says what is not known', async () => {
  const tomorrow = new Date(new Date().getTime() + 86_400_000).toISOString().slice(0, 10);
  const brief = await ended(await asked('brief.daily', { day: tomorrow }));
  const figures = brief['figures'] as { name: string; value: string | null; reason: string | null }[];
  expect(figures.length).toBeGreaterThan(5);
  for (const { value, reason } of figures) expect((value === null) === (reason !== null)).toBe(true);
  expect(brief['text']).toMatch(/^Brief for /);
}, 120_000);

it('gives money back after two people’s yes, and answers the customer by one', async () => {
  const task = await asked('refund.request', {
    ...{
      orderId: '1001',
      customerId: 'c-1',
      currency: 'USD',
      reason: 'damaged',
      hasPictures: true,
      paidMinor: '15300',
    },
    ...{ amountMinor: '15300', deliveredAt: new Date(new Date().getTime() - 86_400_000).toISOString() },
  });
  const { why, votesNeeded } = await decide('order.refund', 'approve');
  expect(why).toMatch(/153.00 USD of order 1001, damaged: .*faq-damage/);
  expect(votesNeeded).toBe(2);
  await personAnswers('refund.execute', { reference: 'R-1' });
  await decide('customer.email', 'approve');
  expect(await ended(task)).toMatchObject({ verdict: 'refunded', answer: { state: 'sent' } });
}, 120_000);

it('grants a discount that keeps the floor without asking, and asks where it does not', async () => {
  const line = (size: string) => [{ title: 'Noir', size, printType: 'Gallery Wrapped' }];
  const discounts = [{ title: 'designer', percent: 10 }];
  const free = await asked('discount.request', { lines: line('24x36'), discounts });
  await personAnswers('discount.create', { code: 'NOIR-10' });
  expect(await ended(free)).toMatchObject({ verdict: 'created', code: 'NOIR-10', belowFloor: [] });
  const below = await asked('discount.request', { lines: line('53x72'), discounts });
  await eventually(async () => {
    const [seen] = await tasks('capability=discount.request&waitsFor=approval');
    return seen?.id === below;
  }, WITHIN);
  const { items } = await system.get<{ items: ApprovalShown[] }>(`${APPROVALS}?state=pending&act=discount.grant`);
  // A decision of the owner’s: no key may take it.
  expect(items).toMatchObject([{ approvers: ['user:owner'] }]);
}, 120_000);

it('does of a campaign what was allowed', async () => {
  const task = await asked('campaign.propose', {
    ...{ name: 'Advent', segment: 'returning', recipients: 100, topic: 'Prints for the dark season' },
    ...{ fromDay: '2099-12-01', toDay: '2099-12-24', offer: { code: 'ADVENT', percent: 10 } },
  });
  await decide('discount.publish', 'reject');
  await decide('customer.email', 'approve');
  expect(await ended(task)).toMatchObject({ verdict: 'partly' });
  expect(await tasks('capability=discount.publish')).toEqual([]);
}, 120_000);

it('writes to a business only by a yes, and closes a deal of less than 10,000 without', async () => {
  const task = await asked('b2b.outreach', { company: 'Hotel Meridian', purpose: 'Art for your corridors.' });
  await decide('customer.email', 'approve');
  await personAnswers('outreach.reply', { answer: 'yes', items: [{ title: 'Noir', size: '24x36', quantity: 12 }] });
  await decide('customer.email', 'approve');
  await personAnswers('outreach.reply', { answer: 'yes' });
  await personAnswers('deal.close', { reference: 'D-1' });
  expect(await ended(task)).toMatchObject({ state: 'won', company: 'Hotel Meridian' });
}, 120_000);
