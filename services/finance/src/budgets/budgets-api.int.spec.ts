import { eventually } from '@vividwalls/testing';
import { PROVEN, proveBudgets } from './testing/budget-proof.js';
import { spendBody, startBudgetService, type BudgetService } from './testing/budget-service.js';

let service: BudgetService;
const get: BudgetService['get'] = (...args) => service.get(...args);
const post: BudgetService['post'] = (...args) => service.post(...args);
const budget: BudgetService['budget'] = (...args) => service.budget(...args);
const budgetBody: BudgetService['budgetBody'] = (...args) => service.budgetBody(...args);

beforeAll(async () => {
  service = await startBudgetService('budgets_api');
}, 60_000);
afterAll(() => service?.stop(), 60_000);

describe('budgets over REST', () => {
  it('are made, shown, listed, and have a history', async () => {
    const made = await budget('100000', { category: 'Advertising', thresholds: [50] });
    expect(made).toMatchObject({
      ...{ department: expect.stringMatching(/^department-/), category: 'advertising', unit: 'USD', currency: 'USD' },
      ...{
        limit: 'hard',
        thresholds: [50],
        allocatedMinor: '100000',
        remainingMinor: '100000',
        varianceMinor: '100000',
      },
      ...{ usedPercent: 0, burnRate: { perDayMinor: '0', projectedMinor: '0' }, createdBy: 'user:owner' },
    });
    await post('spend/authorize', spendBody('rest-1', made.department, { amountMinor: '48000' }));
    await post('spend/commit', { key: 'rest-1', actualMinor: '48000', occurredAt: '2026-11-24T10:00:00Z' });
    await post('spend/authorize', spendBody('rest-2', made.department));
    expect((await get(`budgets/${made.id}`)).body).toMatchObject({
      ...{
        spentMinor: '48000',
        reservedMinor: '1000',
        remainingMinor: '51000',
        varianceMinor: '52000',
        usedPercent: 49,
      },
      burnRate: { perDayMinor: '2000', projectedMinor: '60000' },
    });
    const listed = await get(`budgets?department=${made.department}&on=2026-11-30`);
    const sums = { unit: 'USD', budgets: 1, allocatedMinor: '100000', spentMinor: '48000', reservedMinor: '1000' };
    expect(listed.body).toMatchObject({
      items: [{ id: made.id }],
      totals: [{ ...sums, remainingMinor: '51000', usedPercent: 49 }],
    });
    // What is spent of a budget inside a wider one counts in both, and once in the sum.
    await post('budgets', budgetBody('200000', { department: made.department }));
    const both = await get(`budgets?department=${made.department}`);
    expect(both.body).toMatchObject({ items: [{}, {}], totals: [{ budgets: 1, allocatedMinor: '200000' }] });
    expect((await get(`budgets?department=${made.department}&on=2026-12-01`)).body).toEqual({ items: [], totals: [] });
    const first = await get(`budgets/${made.id}/history?limit=2`);
    expect(first.body).toMatchObject({
      items: [
        { seq: 4, kind: 'reserved', reservedMinor: '1000', remainingMinor: '51000', reference: 'rest-2' },
        { seq: 3, kind: 'committed', reservedMinor: '-48000', spentMinor: '48000', remainingMinor: '52000' },
      ],
      nextCursor: '3',
    });
    const rest = await get(`budgets/${made.id}/history?limit=2&cursor=3`);
    expect(rest.body).toMatchObject({
      items: [
        { seq: 2, remainingMinor: '52000' },
        { seq: 1, kind: 'allocated', allocatedMinor: '100000', remainingMinor: '100000' },
      ],
    });
    expect(rest.body).not.toHaveProperty('nextCursor');
  });

  it('are made once for each idempotency key', async () => {
    const body = budgetBody();
    const key = 'make-once';
    const [first, again] = [await post('budgets', body, { key }), await post('budgets', body, { key })];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
  });

  it.each<[string, object, string]>([
    ['an unknown currency', { currency: 'XXX' }, '/currency'],
    ['no currency', { currency: undefined }, '/currency'],
    ['a negative allocation', { allocatedMinor: '-1' }, '/allocatedMinor'],
    ['an allocation in words', { allocatedMinor: 'much' }, '/allocatedMinor'],
    ['a number instead of text', { allocatedMinor: 5 }, '/allocatedMinor'],
    ['an end before its beginning', { periodEnd: '2026-10-31' }, '/periodEnd'],
    ['a day that is none', { periodStart: '2026-02-30' }, '/periodStart'],
    ['no department', { department: undefined }, '/department'],
    ['a threshold of nothing', { thresholds: [0] }, '/thresholds'],
    ['a limit that nobody knows', { limit: 'firm' }, '/limit'],
    ['a field that nobody knows', { owner: 'me' }, '/owner'],
  ])('are not made with %s', async (_what, part, pointer) => {
    const before = await service.database.dataSource.query('SELECT count(*) FROM budget_accounts');
    const { status, body } = await post('budgets', budgetBody('100', part));
    expect([status, new Set(body.errors?.map((one) => one.pointer))]).toEqual([422, new Set([pointer])]);
    expect(await service.database.dataSource.query('SELECT count(*) FROM budget_accounts')).toEqual(before);
  });

  it('do not overlap', async () => {
    const { id, department } = await budget();
    const { status, body } = await post('budgets', {
      ...budgetBody(),
      department,
      periodStart: '2026-11-30',
      periodEnd: '2026-12-31',
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { pointer: '/periodStart', message: expect.stringContaining(`overlaps budget ${id}`) },
    ]);
  });

  it('are not allocated below what is spent and held', async () => {
    const { id, department } = await budget();
    await post('spend/authorize', spendBody('below', department));
    const allocate = (allocatedMinor: string) =>
      post(`budgets/${id}/allocate`, { allocatedMinor, reason: 'a new plan' });
    expect(await allocate('999')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/allocatedMinor' }] } });
    expect(await allocate('-1')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/allocatedMinor' }] } });
    expect(await allocate('1000')).toMatchObject({ status: 200, body: { allocatedMinor: '1000' } });
  });

  it('of each day are made, listed and changed', async () => {
    const body = budgetBody('500', {
      per: 'day',
      agentId: 'poet',
      currency: undefined,
      unit: 'tokens',
      periodEnd: undefined,
    });
    const made = await post('budgets', body);
    expect(made).toMatchObject({ status: 201, body: { per: 'day', unit: 'tokens', allocatedMinor: '500' } });
    expect(made.body).not.toHaveProperty('periodEnd');
    const change = { allocatedMinor: '600', periodEnd: '2026-12-31' };
    const changed = await post(`budgets/daily/${made.body['id'] as string}/allocate`, change);
    expect(changed).toMatchObject({ status: 200, body: change });
    expect((await get('budgets/daily')).body).toMatchObject({ items: [change] });
  });

  it('are moved with leave of governance, over the broker', async () => {
    const [from, to] = [await budget('100000'), await budget('0')];
    const body = { fromBudgetId: from.id, toBudgetId: to.id, amountMinor: '40000', reason: 'The fair was cancelled' };
    const asked = await post('budgets/transfers', body, { key: 'move-1' });
    expect(asked).toMatchObject({ status: 201, body: { state: 'pending', requestedBy: 'user:owner' } });
    expect((await post('budgets/transfers', body, { key: 'move-1' })).body).toMatchObject({ id: asked.body['id'] });
    const id = asked.body['id'] as string;
    const path = `budgets/transfers/${id}`;
    expect((await get('budgets/transfers?state=pending')).body).toMatchObject({ items: [{ id: asked.body['id'] }] });
    await eventually(async () => {
      expect((await get(path)).body).toMatchObject({
        approval: { state: 'waiting', verdict: 'pending', key: `transfer:${id}`, decidedIn: 'governance' },
      });
    });
    for (const route of ['approve', 'reject']) {
      expect((await post(`${path}/${route}`, { reason: 'agreed' }, { as: 'user:two' })).status).toBe(404);
    }
    service.decide(`transfer:${id}`, 'approved', ['user:two'], 'agreed');
    await eventually(async () => {
      expect((await get(path)).body).toMatchObject({
        ...{ state: 'done', decidedBy: 'user:two', approval: { state: 'used', decidedBy: ['user:two'] } },
      });
    });
    expect((await get(`budgets/${to.id}`)).body).toMatchObject({ allocatedMinor: '40000' });
    const tooMuch = await post('budgets/transfers', { ...body, amountMinor: '60001' });
    expect(tooMuch).toMatchObject({ status: 422, body: { errors: [{ pointer: '/amountMinor' }] } });
  });

  it('are made of a named plan, all or none', async () => {
    const plans = (await get('budgets/plans')).body as unknown as {
      name: string;
      contradicts: string[];
      source: string;
    }[];
    expect(plans.map(({ name }) => name)).toContain('operational-split');
    expect(plans.every(({ contradicts, source }) => contradicts.length > 0 && source !== '')).toBe(true);
    const year = { currency: 'USD', periodStart: '2027-01-01', periodEnd: '2027-12-31' };
    const apply = (name: string, body: object) => post(`budgets/plans/${name}/apply`, body);
    expect(await apply('operational-split', year)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/totalMinor' }] },
    });
    expect((await apply('none', year)).status).toBe(404);
    const applied = await apply('operational-split', { ...year, totalMinor: '64500001' });
    expect(applied).toMatchObject({
      status: 201,
      body: { plan: { contradicts: expect.arrayContaining(['opex-year-1']) }, unallocatedMinor: '0' },
    });
    const { budgets } = applied.body as unknown as { budgets: { allocatedMinor: string; plan: string }[] };
    expect(budgets.map(({ allocatedMinor }) => allocatedMinor)).toEqual([
      '25800001',
      '19350000',
      '12900000',
      '6450000',
    ]);
    expect(budgets.every(({ plan }) => plan === 'operational-split')).toBe(true);
    // Marketing has its budget of that year already, so staff gets none either.
    expect(await apply('opex-year-1', year)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/periodStart' }] },
    });
    expect((await get('budgets?department=staff')).body).toEqual({ items: [], totals: [] });
  });

  it.each(['budgets/00000000-0000-4000-8000-000000000000', 'budgets/00000000-0000-4000-8000-000000000000/history'])(
    'answers %s with 404',
    async (path) => expect((await get(path)).status).toBe(404),
  );
});

it('proves every budget by its movements', async () => {
  expect(await proveBudgets(service.database.dataSource)).toEqual(PROVEN);
});
