import { RunningGovernance } from '../testing/running-governance.js';

let service: RunningGovernance;
beforeAll(async () => {
  service = await RunningGovernance.start('governance-policies');
});
afterAll(() => service?.stop());

const POLICIES = '/api/governance/policies';
const draft = (id: string, part: object = {}) => ({
  ...{ id, act: 'deal.close', name: 'Beyond 5,000', when: 'amountMinor > 500000', source: 'spec' },
  ...part,
});
interface Shown {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly liveVersion: number | null;
  readonly errors?: { readonly pointer: string; readonly line?: number }[];
}
const test = async (amountMinor: string, more: object = {}) =>
  (
    await service.post<{ answer: string; policies: { id: string }[]; explained: object[] }>(`${POLICIES}/test`, {
      ...{ act: 'deal.close', facts: { amountMinor, currency: 'USD' } },
      ...more,
    })
  ).body;

describe('policies', () => {
  it('are delivered live, each with its source, and told', async () => {
    const { body } = await service.get<{ items: Shown[] }>(`${POLICIES}?state=live&limit=100`);
    expect(body.items).toHaveLength(18);
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: 'discount-beyond-20', version: 1, liveVersion: 1 }),
    );
    const [row] = await service.database.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM outbox WHERE subject = 'vw.governance.policy.set'`,
    );
    expect(row).toEqual({ n: 18 });
  });

  it('are made as drafts, decide once they are live, and are changed by versions', async () => {
    expect((await service.post<Shown>(POLICIES, draft('deal'))).body).toMatchObject({
      state: 'draft',
      liveVersion: null,
    });
    expect((await test('600000')).answer).toBe('free');
    expect(await test('600000', { withDraftOf: 'deal' })).toMatchObject({
      answer: 'pending',
      policies: [{ id: 'deal' }],
    });
    expect((await service.post<Shown>(`${POLICIES}/deal/live`, {})).body).toMatchObject({
      state: 'live',
      liveVersion: 1,
    });
    expect((await test('600000')).answer).toBe('pending');

    const { id: _id, act: _act, ...text } = draft('deal', { when: 'amountMinor > 700000' });
    const change = { ...text, expectedVersion: 1, change: 'up to 7,000' };
    const changed = await service.put<Shown>(`${POLICIES}/deal`, change);
    expect(changed.body).toMatchObject({ state: 'draft', version: 2, liveVersion: 1 });
    expect((await service.put(`${POLICIES}/deal`, change)).status).toBe(409);
    expect((await test('600000')).answer).toBe('pending');
    await service.post(`${POLICIES}/deal/live`, {});
    expect((await test('600000')).answer).toBe('free');
    const { body: versions } = await service.get<Shown[]>(`${POLICIES}/deal/versions`);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect((await service.post<Shown>(`${POLICIES}/deal/retire`, {})).body).toMatchObject({ state: 'retired' });
    expect((await service.post(POLICIES, draft('deal'))).status).toBe(409);
  });

  it('say part by part why', async () => {
    const { explained } = await test('1000001');
    expect(explained).toContainEqual(
      expect.objectContaining({
        ...{ id: 'deal-beyond-10000', outcome: 'holds' },
        parts: [
          { source: 'amountMinor > 1000000', came: 'true' },
          { source: 'amountMinor', came: '1000001' },
        ],
      }),
    );
  });

  it.each([
    ['a condition that can’t be read', { when: 'amountMinor >\n 5 &&' }, '/when'],
    ['a fact that the act does not have', { when: 'amount > 5' }, '/when'],
    ['a condition that says neither yes nor no', { when: 'amountMinor + 1' }, '/when'],
    ['an agent who decides', { approvers: ['agent:x'] }, '/approvers/0'],
    ['more votes than people', { approvers: ['user:a'], votes: 2 }, '/approvers'],
    ['somebody twice', { approvers: ['user:a', 'user:a'] }, '/approvers'],
    ['one vote where money leaves', { act: 'ads.spend', votes: 1, when: 'true' }, '/votes'],
    ['no such act', { act: 'order.burn' }, '/act'],
    ['too short a time', { expiresInS: 5 }, '/expiresInS'],
  ])('are refused with %s', async (_what, part, pointer) => {
    const { status, body } = await service.post<Shown>(POLICIES, draft('faulty', part));
    expect([status, body.errors?.map((one) => one.pointer)]).toEqual([422, expect.arrayContaining([pointer])]);
  });

  it('go live and retire by people who may approve', async () => {
    await service.post(POLICIES, draft('by-people'));
    const live = `${POLICIES}/by-people/live`;
    expect((await service.post(live, {}, { scopes: ['governance:read', 'governance:write'] })).status).toBe(403);
    expect((await service.post(live, {}, { actor: 'agent:finance-director' })).status).toBe(403);
    expect((await service.post(`${POLICIES}/by-people/retire`, {}, { actor: 'agent:x' })).status).toBe(403);
    expect((await service.post(live, {})).status).toBe(200);
    expect((await service.post(`${POLICIES}/by-people/retire`, {})).status).toBe(200);
  });

  it('show what they would change about acts that were asked about before', async () => {
    for (const amountMinor of ['100000', '600000', '2000000']) {
      const asked = { act: 'deal.close', subject: amountMinor, does: { amountMinor }, why: 'a deal' };
      const facts = { amountMinor, currency: 'USD' };
      await service.post('/api/governance/approvals', { ...asked, facts, key: `deal-${amountMinor}` });
    }
    await service.post(POLICIES, draft('lower'));
    const { status, body } = await service.post<object>(`${POLICIES}/lower/dry-run`, {});
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ policyId: 'lower', acts: 3, holds: 2, unknown: 0, changed: 1 },
      samples: [{ subject: '600000', was: 'free', would: 'pending', change: 'free becomes pending' }],
    });
    expect((await test('600000')).answer).toBe('free');
    expect((await service.post(`${POLICIES}/nothing/dry-run`, {})).status).toBe(404);
  });

  it('are tested with facts that the act has', async () => {
    const { status, body } = await service.post<Shown>(`${POLICIES}/test`, { act: 'deal.close', facts: { amount: 5 } });
    expect([status, body.errors]).toEqual([422, [{ pointer: '/facts/amount', message: 'is no fact of deal.close' }]]);
    expect((await service.post(`${POLICIES}/test`, { act: 'deal.close', facts: {}, withDraftOf: 'no' })).status).toBe(
      404,
    );
  });

  it('are paged, and found by their act', async () => {
    const first = await service.get<{ items: Shown[]; nextCursor: string }>(`${POLICIES}?limit=2`);
    expect(first.body.items.map(({ id }) => id)).toEqual(['ad-spend', 'budget-overspend']);
    const next = await service.get<{ items: Shown[] }>(`${POLICIES}?limit=1&cursor=${first.body.nextCursor}`);
    expect(next.body.items.map(({ id }) => id)).toEqual(['budget-transfer']);
    const prices = await service.get<{ items: Shown[] }>(`${POLICIES}?act=price.change`);
    expect(prices.body.items.map(({ id }) => id)).toEqual(['live-price', 'price-floor']);
    expect((await service.get(`${POLICIES}/nothing`)).status).toBe(404);
    expect((await service.get(`${POLICIES}/nothing/versions`)).status).toBe(404);
  });

  it('are written over the acts of the catalogue', async () => {
    const { body } =
      await service.get<{ name: string; moneyLeaves: boolean; facts: { name: string }[] }[]>('/api/governance/acts');
    expect(body.find(({ name }) => name === 'order.refund')).toMatchObject({
      ...{
        moneyLeaves: true,
        facts: expect.arrayContaining([expect.objectContaining({ name: 'amountMinor', type: 'money' })]),
      },
    });
  });
});
