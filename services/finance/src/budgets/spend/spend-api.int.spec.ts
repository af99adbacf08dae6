import {
  authorizeSpend,
  settleAuthorisedSpend,
  spendUnanswered,
  type SettlementOrder,
  type SpendDecision,
  type SpendQuestion,
} from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import { eventually } from '@vividwalls/testing';
import { PROVEN, proveBudgets } from '../testing/budget-proof.js';
import { spendBody, startBudgetService, type BudgetService } from '../testing/budget-service.js';

const DEADLINE_MS = 800;

let service: BudgetService;
const get: BudgetService['get'] = (...args) => service.get(...args);
const post: BudgetService['post'] = (...args) => service.post(...args);
const budget: BudgetService['budget'] = (...args) => service.budget(...args);
const budgetBody: BudgetService['budgetBody'] = (...args) => service.budgetBody(...args);
let requests: Requests;

beforeAll(async () => {
  service = await startBudgetService('spend_api');
  requests = new Requests({ namespace: 'vw', service: 'spec', connection: service.broker });
}, 60_000);
afterAll(() => service?.stop(), 60_000);

describe('spends over REST', () => {
  it('are authorised, committed, released, shown', async () => {
    const { id, department } = await budget('2500');
    const body = spendBody('task/7#1', department, { allowanceMinor: '100' });
    const authorised = await post('spend/authorize', body);
    expect(authorised).toMatchObject({
      status: 200,
      body: {
        decision: 'authorised',
        key: 'task/7#1',
        budgetId: id,
        remainingMinor: '1400',
        expiresAt: expect.any(String),
      },
    });
    expect((await post('spend/authorize', body)).body).toEqual(authorised.body);
    expect((await post('spend/authorize', { ...body, purpose: 'Another' })).status).toBe(409);
    expect((await post('spend/authorize', { ...body, key: 'task/7#2', amountMinor: '2000' })).body).toMatchObject({
      ...{ decision: 'refused', reason: expect.stringContaining('14.00 USD left') },
    });
    const tooMuch = await post('spend/commit', { key: 'task/7#1', actualMinor: '1101' });
    expect(tooMuch).toMatchObject({ status: 422, body: { errors: [{ pointer: '/actualMinor' }] } });
    const committed = await post('spend/commit', { key: 'task/7#1', actualMinor: '1100' });
    expect(committed).toMatchObject({
      status: 200,
      body: { state: 'committed', actualMinor: '1100', budgetIds: [id] },
    });
    expect((await post('spend/release', { key: 'task/7#1' })).status).toBe(409);
    expect((await post('spend/release', { key: 'unknown' })).status).toBe(404);
    expect((await get(`spend/${encodeURIComponent('task/7#1')}`)).body).toMatchObject({ state: 'committed' });
    expect((await get('spend/unknown')).status).toBe(404);
    expect((await get('spend?state=committed&limit=1')).body).toMatchObject({ items: [{ key: 'task/7#1' }] });
    const entries = (await get('entries?kind=spend&limit=1')).body;
    expect(entries).toMatchObject({ items: [{ cause: 'spend:task/7#1', postings: [{ amountMinor: '1100' }, {}] }] });
  });

  it.each<[string, object, string]>([
    ['an unknown currency', { currency: 'XXX' }, '/currency'],
    ['nothing', { amountMinor: '0' }, '/amountMinor'],
    ['less than nothing', { amountMinor: '-1' }, '/amountMinor'],
    ['a negative allowance', { allowanceMinor: '-1' }, '/allowanceMinor'],
    ['two units', { unit: 'tokens' }, '/unit'],
    ['no time', { expiresInS: 0 }, '/expiresInS'],
    ['no purpose', { purpose: '' }, '/purpose'],
    ['a category that is none', { category: '?' }, '/category'],
  ])('are not asked with %s', async (what, part, pointer) => {
    const { status, body } = await post('spend/authorize', spendBody(`bad ${what}`.replaceAll(' ', '-'), 'x', part));
    expect([status, body.errors?.map((one) => one.pointer)]).toEqual([422, [pointer]]);
  });

  it('are committed in the past only', async () => {
    const { department } = await budget();
    await post('spend/authorize', spendBody('tomorrow', department));
    const order = { key: 'tomorrow', actualMinor: '1', occurredAt: '2026-11-25T12:00:00Z' };
    expect(await post('spend/commit', order)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/occurredAt' }] },
    });
    const negative = { key: 'tomorrow', actualMinor: '-1' };
    expect(await post('spend/commit', negative)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/actualMinor' }] },
    });
  });

  it('of an agent are in its own name', async () => {
    const { department } = await budget();
    const body = spendBody('as-agent', department);
    const scopes = ['finance:write'];
    const other = await post('spend/authorize', { ...body, agentId: 'painter' }, { as: 'agent:poet', scopes });
    expect(other).toMatchObject({ status: 422, body: { errors: [{ pointer: '/agentId' }] } });
    await post('spend/authorize', body, { as: 'agent:poet', scopes });
    expect((await get('spend/as-agent')).body).toMatchObject({ actor: 'agent:poet', agentId: 'poet' });
    expect((await post('budgets', budgetBody(), { as: 'agent:poet', scopes })).status).toBe(403);
  });

  it('beyond a soft limit wait for leave of governance', async () => {
    const { department } = await budget('100', { limit: 'soft' });
    const body = spendBody('soft-1', department);
    expect((await post('spend/authorize', body)).body).toMatchObject({ decision: 'approval_required' });
    expect((await get('spend?state=pending')).body).toMatchObject({ items: [{ key: 'soft-1' }] });
    for (const route of ['approve', 'reject']) {
      expect((await post(`spend/${route}`, { key: 'soft-1', reason: 'why not' }, { as: 'user:two' })).status).toBe(404);
    }
    await eventually(() => expect(service.governance.waiting).toMatch(/^spend:/));
    service.decide(service.governance.waiting, 'approved');
    await eventually(async () => {
      expect((await get('spend/soft-1')).body).toMatchObject({ state: 'reserved', approval: { state: 'used' } });
    });
    expect((await post('spend/authorize', body)).body).toMatchObject({ decision: 'authorised' });
  });
});

describe('without governance', () => {
  it('nothing goes beyond a soft limit; once it is back, what waited is asked and goes on', async () => {
    const { department } = await budget('100', { limit: 'soft' });
    service.governance.isAway = true;
    service.governance.says = 'free';
    expect((await post('spend/authorize', spendBody('soft-2', department))).body).toMatchObject({
      decision: 'approval_required',
    });
    const approval = async () => (await get('spend/soft-2')).body['approval'];
    await eventually(async () => {
      expect(await approval()).toMatchObject({
        state: 'to_ask',
        reason: expect.stringContaining('could not be asked'),
      });
    });
    expect((await get('spend/soft-2')).body).toMatchObject({ state: 'pending' });
    service.governance.isAway = false;
    service.clock.passS(60);
    await eventually(async () => expect((await get('spend/soft-2')).body).toMatchObject({ state: 'reserved' }));
    expect(await approval()).toMatchObject({ state: 'used', decidedBy: ['policy'] });
    service.governance.says = 'pending';
  });
});

describe('another service that asks', () => {
  const question = (key: string, department: string): SpendQuestion => {
    return { ...spendBody(key, department), actor: 'agent:facebook' } as SpendQuestion;
  };
  const ask = (asked: SpendQuestion): Promise<SpendDecision> =>
    requests.ask(authorizeSpend, asked, { fallback: spendUnanswered(asked), deadlineMs: DEADLINE_MS });

  it('gets the decision, the same one again, and a no with its reason', async () => {
    const { department } = await budget('1000');
    const first = await ask(question('nats-1', department));
    expect(first).toMatchObject({ decision: 'authorised', key: 'nats-1', remainingMinor: '0' });
    expect(await ask(question('nats-1', department))).toEqual(first);
    expect(await ask(question('nats-2', department))).toMatchObject({ decision: 'refused', remainingMinor: '0' });
    expect(await ask({ ...question('nats-1', department), purpose: 'Another' })).toMatchObject({
      ...{ decision: 'refused', reason: expect.stringContaining('asked for something else') },
    });
    expect(await ask({ ...question('nats-3', department), currency: 'XXX' })).toMatchObject({
      ...{ decision: 'refused', reason: expect.stringContaining('/currency') },
    });
  });

  it('settles what it was authorised, the same again without effect, and hears why not otherwise', async () => {
    const { id, department } = await budget('1000');
    const settle = (order: Omit<SettlementOrder, 'actor'>) =>
      requests.ask(settleAuthorisedSpend, { ...order, actor: 'agent:facebook' } as SettlementOrder, {});
    await ask(question('settle-1', department));
    const commit = { key: 'settle-1', outcome: 'commit', actualMinor: '700', currency: 'USD' } as const;
    const settled = { result: 'settled', key: 'settle-1', reason: 'the spend is committed' };
    expect(await settle(commit)).toEqual(settled);
    expect(await settle(commit)).toEqual(settled);
    expect((await get(`budgets/${id}`)).body).toMatchObject({ spentMinor: '700', reservedMinor: '0' });
    expect(await settle({ ...commit, actualMinor: '701' })).toMatchObject({
      ...{ result: 'refused', reason: expect.stringContaining('committed with') },
    });
    expect(await settle({ key: 'never asked', outcome: 'release' }).catch(({ code }: { code: string }) => code)).toBe(
      'question-invalid',
    );
    expect(await settle({ key: 'never-asked', outcome: 'release' })).toMatchObject({ result: 'refused' });
  });

  it('hears a no while the database is away, and what was decided once it is back', async () => {
    const { id, department } = await budget('1000');
    await service.line.halfOpen();
    expect(await ask(question('away', department))).toEqual({
      decision: 'refused',
      reason: 'finance could not be asked; ask again with the same key',
      key: 'away',
    });
    await service.line.restore();
    await service.line.cut();
    expect(await ask(question('cut-off', department))).toMatchObject({ decision: 'refused' });
    await service.line.restore();
    let decision = await ask(question('away', department));
    for (let tries = 0; tries < 40 && decision.reason.includes('could not be asked'); tries += 1) {
      decision = await ask(question('away', department));
    }
    expect(decision).toMatchObject({ decision: 'authorised', budgetId: id });
    expect((await get(`budgets/${id}`)).body).toMatchObject({ reservedMinor: '1000' });
  }, 60_000);
});

it('proves every budget by its movements', async () => {
  expect(await proveBudgets(service.database.dataSource)).toEqual(PROVEN);
});
