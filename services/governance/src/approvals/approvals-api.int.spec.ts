import {
  approvalDigest,
  approvalState,
  approvalUnanswered,
  askApproval,
  isLeaveFor,
  useApproval,
  useUnanswered,
  withdrawApproval,
  type ApprovalAnswer,
} from '@vividwalls/contracts';
import { TaskEnded } from '@vividwalls/events';
import { connectBroker, Requests } from '@vividwalls/messaging';
import { eventually } from '@vividwalls/testing';
import { RunningGovernance, type Asking } from '../testing/running-governance.js';

let service: RunningGovernance;
let asker: Awaited<ReturnType<typeof connectBroker>>;
let requests: Requests;
beforeAll(async () => {
  service = await RunningGovernance.start('governance-approvals');
  asker = await connectBroker({ url: service.natsUrl('finance'), name: 'spec' });
  requests = new Requests({ namespace: 'vw', service: 'finance', connection: asker });
});
afterAll(async () => {
  await asker?.close();
  await service?.stop();
});

const APPROVALS = '/api/governance/approvals';
let keys = 0;
const body = (part: object = {}) => ({
  ...{ key: `key-${(keys += 1)}`, act: 'price.change', subject: 'sku-1', why: 'Paper costs more' },
  ...{ facts: { newPriceMinor: '12000', oldPriceMinor: '10000', costMinor: '5000', currency: 'USD' } },
  ...{
    does: { set: { 'sku-1': '12000' } },
    before: { prices: { 'sku-1': '10000' } },
    after: { prices: { 'sku-1': '12000' } },
  },
  ...{ costOfWaiting: 'a dollar a print' },
  ...part,
});
interface Shown {
  readonly id: string;
  readonly state: string;
  readonly [more: string]: unknown;
}
const ask = async (part: object = {}, asking: Asking = { actor: 'key:n8n' }): Promise<string> => {
  const { body: answer } = await service.post<ApprovalAnswer>(APPROVALS, body(part), asking);
  return answer.approvalId!;
};
const act = (id: string, move: string, more: object = {}, asking?: Asking) =>
  service.post<Shown & { detail: string }>(`${APPROVALS}/${id}/${move}`, { reason: 'seen', ...more }, asking);
const list = async (query: string, asking?: Asking) =>
  (await service.get<{ items: Shown[]; nextCursor?: string }>(`${APPROVALS}?${query}`, asking)).body;

describe('an approval over HTTP', () => {
  it('shows everything that somebody who decides looks at', async () => {
    const id = await ask();
    const { status, body: shown } = await service.get<Shown>(`${APPROVALS}/${id}`);
    expect(status).toBe(200);
    expect(shown).toMatchObject({
      ...{ id, act: 'price.change', title: 'Change a price that customers see', dataClass: 'financial' },
      ...{ state: 'pending', subject: 'sku-1', why: 'Paper costs more', costOfWaiting: 'a dollar a print' },
      ...{ amount: { minor: '12000', currency: 'USD', of: 'The price from now on' }, useWithinS: 604_800 },
      ...{ asker: 'key:n8n', votesNeeded: 1, votesGiven: 0, approvers: [], resume: null, replaces: null, useBy: null },
      changes: [{ pointer: '/prices/sku-1', kind: 'changed', before: '10000', after: '12000' }],
      policies: [{ id: 'live-price', version: 1, outcome: 'holds', why: 'true' }],
      timeline: [{ seq: 1, kind: 'ask', actor: 'key:n8n' }],
    });
  });

  it('says when nobody told what is there, instead of showing no change', async () => {
    const { before: _before, ...question } = body();
    const { body: answer } = await service.post<ApprovalAnswer>(APPROVALS, question);
    const { body: shown } = await service.get<Shown>(`${APPROVALS}/${answer.approvalId}`);
    expect(shown).toMatchObject({ before: null, changes: null, moreChanges: 0 });
  });

  it('says whether whoever looks may decide it, and why not', async () => {
    const id = await ask({ act: 'ads.spend', facts: { amountMinor: '100', currency: 'USD' } });
    const of = async (actor: string) => {
      const { body: shown } = await service.get<Shown>(`${APPROVALS}/${id}`, { actor });
      return [shown['mayDecide'], shown['whyNot']];
    };
    expect(await of('user:anna')).toEqual([true, null]);
    expect(await of('key:n8n')).toEqual([false, 'key:n8n asked for it; somebody else decides.']);
    const [mayAgent] = await of('agent:pricing');
    expect(mayAgent).toBe(false);
    expect((await act(id, 'approve', {}, { actor: 'user:anna' })).body).toMatchObject({ mayDecide: false });
    expect(await of('user:anna')).toEqual([false, expect.stringMatching('has said yes already')]);
    await act(id, 'reject', {}, { actor: 'user:ben' });
    expect(await of('user:cleo')).toEqual([false, null]);
  });

  it('is decided, once; whoever comes second is told who did and how', async () => {
    const id = await ask();
    expect(await act(id, 'approve', { reason: 'it is right' })).toMatchObject({
      ...{
        status: 200,
        body: { state: 'approved', endedBy: ['user:spec'], votes: [{ by: 'user:spec', vote: 'approve' }] },
      },
    });
    const second = await act(id, 'reject', {}, { actor: 'user:late' });
    expect(second).toMatchObject({
      status: 409,
      body: { title: 'Decided already', state: 'approved', decidedBy: ['user:spec'], reason: 'it is right' },
    });
  });

  it('is decided once by the same request sent twice', async () => {
    const id = await ask();
    const headers = { 'idempotency-key': `once-${id}` };
    expect((await act(id, 'approve', {}, { headers })).status).toBe(200);
    expect((await act(id, 'approve', {}, { headers })).status).toBe(200);
    expect((await act(id, 'approve')).status).toBe(409);
  });

  it.each([
    ['reject', {}, 'rejected'],
    ['ask-changes', {}, 'changes_asked'],
    ['delegate', { to: 'user:anna' }, 'pending'],
    ['comment', {}, 'pending'],
  ])('takes %s', async (move, more, state) => {
    expect((await act(await ask(), move, more)).body.state).toBe(state);
  });

  it('wants a reason for everything', async () => {
    const id = await ask();
    for (const move of ['approve', 'reject', 'ask-changes', 'delegate', 'comment', 'withdraw']) {
      expect((await act(id, move, { reason: '' })).status).toBe(422);
    }
  });

  it('is withdrawn by whoever asked alone', async () => {
    const id = await ask();
    expect((await act(id, 'withdraw')).status).toBe(403);
    expect((await act(id, 'withdraw', {}, { actor: 'key:n8n' })).body.state).toBe('withdrawn');
  });

  it.each([
    ['an agent', { actor: 'agent:pricing' }, 403],
    ['whoever asked', { actor: 'key:n8n' }, 403],
    ['somebody without the scope', { scopes: ['governance:read', 'governance:write'] }, 403],
  ])('is not decided by %s', async (_who, asking, status) => {
    const id = await ask();
    for (const move of ['approve', 'reject', 'ask-changes']) {
      expect((await act(id, move, {}, asking)).status).toBe(status);
    }
    expect((await service.get<Shown>(`${APPROVALS}/${id}`)).body.state).toBe('pending');
  });

  it.each([
    ['facts that the act does not have', { facts: { amount: 1 } }, '/facts/amount'],
    ['an amount that is a number', { facts: { newPriceMinor: 5 } }, '/facts/newPriceMinor'],
    ['no such act', { act: 'order.burn' }, '/act'],
    ['an address while none is allowed', { resumeUrl: 'https://n8n.example.com/1' }, '/resumeUrl'],
    ['too much', { does: { much: 'x'.repeat(70_000) } }, '/does'],
  ])('is not asked with %s', async (_what, part, pointer) => {
    const answer = await service.post<{ errors: { pointer: string }[] }>(APPROVALS, body(part));
    expect([answer.status, answer.body.errors.map((one) => one.pointer)]).toEqual([422, [pointer]]);
  });

  it('is not asked with something else under the same key', async () => {
    const question = body();
    const first = await service.post<ApprovalAnswer>(APPROVALS, question);
    expect((await service.post<ApprovalAnswer>(APPROVALS, question)).body).toEqual(first.body);
    const other = await service.post<Shown>(APPROVALS, { ...question, subject: 'sku-2' });
    expect(other).toMatchObject({ status: 409, body: { approvalId: first.body.approvalId } });
  });

  it('is not there when it is not', async () => {
    const nothing = `${APPROVALS}/0195a8f2-7c1e-7b3a-9d44-1f2e3a4b5c6d`;
    expect((await service.get(nothing)).status).toBe(404);
    expect((await service.get(`${APPROVALS}/no-id`)).status).toBe(400);
  });
});

describe('the inbox', () => {
  it('has what waits for somebody, by act and asker, newest or soonest first, page by page', async () => {
    const letter = { act: 'customer.email', facts: { recipients: 1 } };
    const asking = { actor: 'key:letters' };
    const ids = [await ask(letter, asking), await ask(letter, asking), await ask(letter, asking)];
    const of = 'act=customer.email&asker=key:letters';
    const newest = await list(`${of}&limit=2`);
    expect(newest.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const rest = await list(`${of}&limit=2&cursor=${newest.nextCursor}`);
    expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([[ids[0]], undefined]);
    const soonest = await list(`${of}&order=soonest&limit=1`);
    expect(soonest.items.map(({ id }) => id)).toEqual([ids[0]]);
    const next = await list(`${of}&order=soonest&limit=5&cursor=${soonest.nextCursor}`);
    expect(next.items.map(({ id }) => id)).toEqual([ids[1], ids[2]]);
    expect((await list(`${of}&mine=true`, asking)).items).toEqual([]);
    await act(ids[0]!, 'approve');
    expect((await list(`${of}&mine=true`)).items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect((await list(`${of}&state=approved`)).items.map(({ id }) => id)).toEqual([ids[0]]);
    const whatever = async (more: string) => (await list(`state=any&${more}`)).items.map(({ id }) => id);
    expect(await whatever(of)).toEqual([ids[2], ids[1], ids[0]]);
    expect(await whatever('limit=1&order=soonest')).toHaveLength(1);
    expect((await service.get(`${APPROVALS}?cursor=nonsense`)).status).toBe(400);
    expect((await service.get(`${APPROVALS}?state=maybe`)).status).toBe(400);
  });

  it('has what is about one thing: done to it, or to an order that its facts name', async () => {
    const refund = { act: 'order.refund', facts: { orderId: '7001', amountMinor: '100', currency: 'USD' } };
    const [byFacts, bySubject] = [await ask({ ...refund, subject: 'return-12' }), await ask({ subject: '7001' })];
    await ask({ subject: '70012' });
    const about = async (subject: string) => (await list(`state=any&subject=${subject}`)).items.map(({ id }) => id);
    expect(await about('7001')).toEqual([bySubject, byFacts]);
    expect(await about('return-12')).toEqual([byFacts]);
    expect(await about('700')).toEqual([]);
    expect((await service.get(`${APPROVALS}?subject=${'x'.repeat(201)}`)).status).toBe(400);
  });

  it('leaves out of mine what I have voted on, what waits for others, and what I asked', async () => {
    const ad = { act: 'ads.spend', facts: { amountMinor: '100', currency: 'USD' } };
    const voted = await ask(ad);
    await act(voted, 'approve');
    const owners = await ask({ facts: { newPriceMinor: '100', costMinor: '90' } });
    const mine = await ask(ad, { actor: 'user:spec' });
    const ids = async (asking?: Asking) => (await list('mine=true&limit=1000', asking)).items.map(({ id }) => id);
    expect(await ids()).not.toEqual(expect.arrayContaining([expect.stringMatching(`${voted}|${owners}|${mine}`)]));
    expect(await ids({ actor: 'user:owner' })).toEqual(expect.arrayContaining([voted, owners, mine]));
    await act(owners, 'delegate', { to: 'user:spec' }, { actor: 'user:owner' });
    expect(await ids()).toContain(owners);
  });

  it('is counted by act, mine and soon', async () => {
    const id = await ask(
      { act: 'commission.pay', facts: { amountMinor: '5', currency: 'USD' } },
      { actor: 'user:spec' },
    );
    const counts = async (asking?: Asking) =>
      (await service.get<{ waiting: number; byAct: { act: string }[] }>(`${APPROVALS}/counts`, asking)).body;
    const { waiting, byAct } = await counts();
    expect(byAct.find((one) => one.act === 'commission.pay')).toEqual({
      act: 'commission.pay',
      waiting: 1,
      yours: 0,
      soon: 0,
    });
    const other = (await counts({ actor: 'user:other' })).byAct;
    expect(other.find((one) => one.act === 'commission.pay')).toMatchObject({ yours: 1 });
    await act(id, 'withdraw');
    expect((await counts()).waiting).toBe(waiting - 1);
  });
});

describe('other services', () => {
  const question = () => ({
    ...({ key: `transfer:${(keys += 1)}`, act: 'budget.transfer', subject: 'b1', asker: 'user:anna' } as const),
    ...{ facts: { amountMinor: '500', currency: 'USD' }, does: { from: 'b1', to: 'b2', amountMinor: '500' } },
    why: 'The campaign runs longer',
  });

  it('ask, wait, and use the decision once', async () => {
    const asked = question();
    const digest = approvalDigest(asked);
    const answer = await requests.ask(askApproval, asked, { fallback: approvalUnanswered(asked) });
    expect(answer).toMatchObject({ verdict: 'pending', digest });
    expect(isLeaveFor(answer, digest)).toBe(false);
    await act(answer.approvalId!, 'approve');
    const { key } = asked;
    const decided = await requests.ask(approvalState, { key }, { fallback: approvalUnanswered(asked) });
    expect(isLeaveFor(decided, digest)).toBe(true);
    const use = { key, digest, usedFor: 'transfer-1', actor: 'user:anna' };
    const used = await requests.ask(useApproval, use, { fallback: useUnanswered(asked) });
    expect(used).toMatchObject({ result: 'used' });
    const again = await requests.ask(
      useApproval,
      { ...use, usedFor: 'transfer-2' },
      { fallback: useUnanswered(asked) },
    );
    expect(again).toMatchObject({ result: 'refused', reason: 'it was used for transfer-1 already' });
  });

  it('withdraw, or end with their task', async () => {
    const asked = { ...question(), taskId: 'task-7' };
    const { approvalId } = await requests.ask(askApproval, asked);
    service.tell(TaskEnded, 'task-7', {
      ...{ taskId: 'task-7', capability: null, about: 'b1', priority: 'low', mode: 'act', agentId: null },
      ...{ personaId: null, tries: 1, migrationId: null, outcome: 'timed_out', actsAs: 'target', durationMs: 5 },
    });
    await eventually(async () => {
      const { body: shown } = await service.get<Shown>(`${APPROVALS}/${approvalId}`);
      expect(shown).toMatchObject({ state: 'withdrawn', reason: 'the task that waited for it timed out' });
    });
    const other = question();
    await requests.ask(askApproval, other);
    const withdrawal = { key: other.key, asker: 'user:anna', reason: 'not needed' };
    expect(await requests.ask(withdrawApproval, withdrawal)).toMatchObject({ result: 'withdrawn' });
  });

  it('are told a no when governance can’t be asked in time', async () => {
    const asked = question();
    const answer = await requests.ask(askApproval, asked, { deadlineMs: 1, fallback: approvalUnanswered(asked) });
    expect(isLeaveFor(answer, approvalDigest(asked))).toBe(false);
  });
});
