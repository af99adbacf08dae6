import { CostIncurred, OrderUpdated } from '@vividwalls/events';
import { eventually } from '@vividwalls/testing';
import * as given from '../order-books/testing/snapshots.js';
import { RunningFinance } from '../testing/running-finance.js';

let finance: RunningFinance;
beforeAll(async () => {
  finance = await RunningFinance.start('costs');
});
afterAll(() => finance?.stop());

const balance = async (account: string, currency = 'USD') => {
  const { body } = await finance.get<{ currencies: Record<string, { balanceMinor: string }> }>(
    `/api/finance/accounts/${account}/balance`,
  );
  return body.currencies[currency]?.balanceMinor ?? '0';
};
const COST: CostIncurred = {
  agentId: 'content-strategy',
  category: 'llm',
  amountMinor: '120',
  currency: 'USD',
  description: 'Drafts',
  occurredAt: '2026-11-01T10:00:00+01:00',
};
const NEW_COST = {
  category: 'advertising',
  amountMinor: '10000',
  currency: 'USD',
  description: 'Autumn',
  occurredAt: '2026-11-02T10:00:00Z',
};

describe('costs that agents report', () => {
  it('are listed and booked once, however often an invoice is told; test costs stand apart', async () => {
    finance.tell(CostIncurred, 'content-strategy', { ...COST, externalRef: 'run-1' });
    finance.tell(CostIncurred, 'content-strategy', { ...COST, externalRef: 'run-1' });
    finance.tell(CostIncurred, 'content-strategy', { ...COST, externalRef: 'run-1', amountMinor: '-20' });
    finance.tell(CostIncurred, 'content-strategy', { ...COST, amountMinor: '999' }, true);
    await eventually(async () => expect(await balance('expense:agent-runs')).toBe('100'));
    const { body } = await finance.get<{ items: { amountMinor: string; entryId: string | null }[] }>(
      '/api/finance/costs?agentId=content-strategy',
    );
    expect(body.items.map(({ amountMinor }) => amountMinor).sort()).toEqual(['-20', '120']);
    expect(body.items.every(({ entryId }) => entryId !== null)).toBe(true);
    const tests = await finance.get<{ items: unknown[] }>('/api/finance/costs?book=test');
    await eventually(async () => expect(tests.body.items).toHaveLength(1));
  });

  it('page by cursor', async () => {
    const first = await finance.get<{ items: { id: string }[]; nextCursor: string }>('/api/finance/costs?limit=1');
    expect(first.body.items).toHaveLength(1);
    const second = await finance.get<{ items: { id: string }[]; nextCursor?: string }>(
      `/api/finance/costs?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(second.body.items[0]!.id).not.toBe(first.body.items[0]!.id);
    expect(second.body.nextCursor).toBeUndefined();
  });
});

describe('costs that a person books', () => {
  it('are booked once by the supplier’s number, and once by an idempotency key', async () => {
    const withNumber = { ...NEW_COST, externalRef: 'INV-1' };
    expect(await finance.post('/api/finance/costs', withNumber)).toMatchObject({ status: 201, body: { isNew: true } });
    expect(await finance.post('/api/finance/costs', withNumber)).toMatchObject({ body: { isNew: false } });
    const keyed = { headers: { 'idempotency-key': 'k1' } };
    const first = await finance.post('/api/finance/costs', NEW_COST, keyed);
    expect(await finance.post('/api/finance/costs', NEW_COST, keyed)).toMatchObject({ body: first.body });
    expect(await balance('expense:advertising')).toBe('20000');
    const other = await finance.post('/api/finance/costs', { ...NEW_COST, amountMinor: '1' }, keyed);
    expect(other).toMatchObject({ status: 422, body: { title: 'Key used before' } });
    // Another caller's key is another key.
    await finance.post('/api/finance/costs', NEW_COST, { ...keyed, actor: 'user:other' });
    expect(await balance('expense:advertising')).toBe('30000');
  });

  it('do the work of one key once when it is sent many times at once', async () => {
    const before = BigInt(await balance('expense:other'));
    const keyed = { headers: { 'idempotency-key': 'at-once' } };
    const cost = { ...NEW_COST, category: 'coffee', amountMinor: '7' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => finance.post('/api/finance/costs', cost, keyed)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(BigInt(await balance('expense:other')) - before).toBe(7n);
  });

  it('in two currencies balance in each', async () => {
    const paid = { amountMinor: '10800', currency: 'USD' };
    await finance.post('/api/finance/costs', { ...NEW_COST, currency: 'EUR', paid });
    expect(await balance('expense:advertising', 'EUR')).toBe('10000');
    expect(await balance('equity:conversion', 'EUR')).toBe('-10000');
    expect(await balance('equity:conversion', 'USD')).toBe('10800');
  });

  it.each([
    [{ currency: 'XXX' }, '/currency'],
    [{ amountMinor: '0' }, '/amountMinor'],
    [{ amountMinor: '1.5' }, '/amountMinor'],
    [{ occurredAt: '2099-01-01T00:00:00Z' }, '/occurredAt'],
    [{ occurredAt: 'yesterday' }, '/occurredAt'],
    [{ amountMinor: '-5', paid: { amountMinor: '5', currency: 'EUR' } }, '/paid'],
    [{ paid: { amountMinor: '0', currency: 'EUR' } }, '/paid/amountMinor'],
    [{ colour: 'red' }, '/colour'],
  ])('with %j are refused, with the field, and nothing is booked', async (fault, pointer) => {
    const before = await balance('liability:accounts-payable');
    const { status, body } = await finance.post('/api/finance/costs', { ...NEW_COST, ...fault });
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(await balance('liability:accounts-payable')).toBe(before);
  });

  it('need leave to write', async () => {
    const { status } = await finance.post('/api/finance/costs', NEW_COST, { scopes: ['finance:read'] });
    expect(status).toBe(403);
  });
});

describe('a cost that is a spend', () => {
  beforeAll(async () => {
    const year = new Date().getUTCFullYear();
    const budget = {
      ...{ department: 'Marketing', category: 'advertising', periodStart: `${year}-01-01`, periodEnd: `${year}-12-31` },
      ...{ allocatedMinor: '100000', currency: 'USD', limit: 'hard' },
    };
    expect(await finance.post('/api/finance/budgets', budget)).toMatchObject({ status: 201 });
  });

  const authorised = async (key: string): Promise<void> => {
    const spend = {
      ...{ key, department: 'Marketing', category: 'advertising', purpose: 'adverts', agentId: 'a' },
      ...{ amountMinor: '5000', currency: 'USD' },
    };
    const { body } = await finance.post('/api/finance/spend/authorize', spend);
    expect(body).toMatchObject({ decision: 'authorised' });
  };
  const commit = async (key: string): Promise<void> => {
    const { status } = await finance.post('/api/finance/spend/commit', { key, actualMinor: '4900' });
    expect(status).toBe(200);
  };
  const tell = (key: string): void =>
    void finance.tell(CostIncurred, 'a', { ...COST, category: 'advertising', amountMinor: '4900', externalRef: key });
  const listed = async (key: string): Promise<{ entryId: string | null }> => {
    const { body } = await finance.get<{ items: { externalRef: string; entryId: string | null }[] }>(
      '/api/finance/costs?category=advertising&limit=200',
    );
    const cost = body.items.find(({ externalRef }) => externalRef === key);
    expect(cost).toBeDefined();
    return cost!;
  };

  it('and is told after it, is listed and not booked again', async () => {
    await authorised('spend-1');
    await commit('spend-1');
    const before = await balance('expense:advertising');
    tell('spend-1');
    await eventually(async () => expect((await listed('spend-1')).entryId).toBeNull());
    expect(await balance('expense:advertising')).toBe(before);
  });

  it('and is told before it, is booked, and the spend is not', async () => {
    const before = BigInt(await balance('expense:advertising'));
    await authorised('spend-2');
    tell('spend-2');
    await eventually(async () => expect((await listed('spend-2')).entryId).not.toBeNull());
    await commit('spend-2');
    expect(BigInt(await balance('expense:advertising')) - before).toBe(4_900n);
  });

  it('and is told at the same moment, is booked once', async () => {
    const before = BigInt(await balance('expense:advertising'));
    const keys = Array.from({ length: 12 }, (_, at) => `spend-at-once-${at}`);
    for (const key of keys) await authorised(key);
    await Promise.all(
      keys.map((key, at) => (at % 2 === 0 ? (tell(key), commit(key)) : commit(key).then(() => tell(key)))),
    );
    await eventually(async () => void (await Promise.all(keys.map(listed))));
    expect(BigInt(await balance('expense:advertising')) - before).toBe(4_900n * BigInt(keys.length));
  });
});

describe('the cost of prints', () => {
  const order = given.order({
    lines: [
      given.line({ variantTitle: '24x36 / Canvas Roll' }),
      given.line({ lineId: '2', variantTitle: '20x30 / Poster' }),
    ],
  });

  it('that becomes known later completes the orders that wait for it, and corrects those that had another', async () => {
    finance.tell(OrderUpdated, order.orderId, { order });
    await eventually(async () => expect(await balance('expense:cost-of-goods')).toBe('6375'));
    const missing = () =>
      finance.database.dataSource
        .query<{ missing: string[]; cost_of_goods_minor: string | null }[]>(
          'SELECT missing, cost_of_goods_minor FROM order_books',
        )
        .then(([row]) => row!);
    expect(await missing()).toEqual({
      missing: ['line 2: no print cost of 20x30 poster in USD on 2026-03-01'],
      cost_of_goods_minor: null,
    });
    const cost = { size: '30x20', format: 'Poster', currency: 'USD', source: 'price list' };
    const told = await finance.post('/api/finance/costs/prints', {
      ...cost,
      costMinor: '900',
      effectiveFrom: '2026-01-01',
    });
    expect(told).toMatchObject({ status: 201, body: { orders: 1, entries: 1 } });
    expect(await missing()).toEqual({ missing: [], cost_of_goods_minor: '7275' });
    await finance.post('/api/finance/costs/prints', { ...cost, costMinor: '850', effectiveFrom: '2026-01-01' });
    expect(await balance('expense:cost-of-goods')).toBe('7225');
    const { body } = await finance.get<{ items: { format: string; costMinor: string; inForce: boolean }[] }>(
      '/api/finance/costs/prints',
    );
    expect(
      body.items.filter(({ format }) => format === 'poster').map(({ costMinor, inForce }) => [costMinor, inForce]),
    ).toEqual([
      ['900', false],
      ['850', true],
    ]);
  });

  it('is refused for a day that is none', async () => {
    const body = {
      size: '24x36',
      format: 'x',
      currency: 'USD',
      source: 's',
      costMinor: '1',
      effectiveFrom: '2026-02-30',
    };
    expect(await finance.post('/api/finance/costs/prints', body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/effectiveFrom' }] },
    });
  });
});

describe('the rules of streams', () => {
  it('tell lines apart anew when they are changed', async () => {
    const streams = () =>
      finance.database.dataSource
        .query<{ stream: string }[]>('SELECT DISTINCT stream FROM order_lines')
        .then((rows) => rows.map(({ stream }) => stream));
    expect(await streams()).toEqual(['direct']);
    const rules = [{ stream: 'limited_edition', field: 'title', value: 'vivid mosaic' }];
    expect(await finance.put('/api/finance/costs/streams', { rules })).toMatchObject({
      status: 200,
      body: { orders: 1 },
    });
    expect(await streams()).toEqual(['limited_edition']);
    expect(await finance.get('/api/finance/costs/streams')).toMatchObject({ body: { rules } });
    const never = [{ stream: 'commercial', field: 'quantity', value: 'many' }];
    expect(await finance.put('/api/finance/costs/streams', { rules: never })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/rules/0/value' }] },
    });
  });
});
