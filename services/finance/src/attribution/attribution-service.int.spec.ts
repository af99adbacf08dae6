import { readFigures } from '@vividwalls/contracts';
import { InteractionRecorded } from '@vividwalls/events';
import { Requests } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { eventually } from '@vividwalls/testing';
import { order, refund, transaction, type OrderFields } from '../order-books/testing/snapshots.js';
import { orderEvent, refundEvent } from '../testing/order-events.js';
import { RunningFinance } from '../testing/running-finance.js';
import { interaction } from './testing/attribution-trial.js';

class SetClock extends Clock {
  at = new Date('2026-11-22T12:00:00.000Z');
  now(): Date {
    return this.at;
  }
}

const API = '/api/finance';
const clock = new SetClock();
let finance: RunningFinance;
beforeAll(async () => {
  finance = await RunningFinance.start('attribution-service', { clock, env: { FINANCE_ATTRIBUTION_MODEL: 'linear' } });
});
afterAll(() => finance?.stop());

const touch = (fields: object = {}, test = false) => {
  const { data } = interaction(fields);
  return finance.tell(InteractionRecorded, data.agentId, data, test);
};
/** An order of customer 7 placed on 10 November 2026, of 199.00 USD. */
const sell = (orderId: string, fields: OrderFields = {}) => {
  const placed = '2026-11-10T12:00:00Z';
  const own = { orderId, customerId: '7', createdAt: placed, updatedAt: placed, ...fields };
  finance.publish(orderEvent(order(own)));
};
const explain = (orderId: string, query = '') => finance.get<never>(`${API}/orders/${orderId}/attribution${query}`);
const until = (orderId: string, expected: object, query = '') =>
  eventually(async () => expect(await explain(orderId, query)).toMatchObject({ status: 200, body: expected }));
const RANGE = 'from=2026-11-01&to=2026-11-30';

describe('what led to an order', () => {
  it('is told by agents, kept, divided and explained', async () => {
    touch();
    touch({ agentId: 'email-marketing-agent', channel: 'email', occurredAt: '2026-11-08T12:00:00Z', campaign: 'fall' });
    touch({ occurredAt: '2026-09-20T12:00:00Z' });
    touch({ occurredAt: '2026-11-12T12:00:00Z' });
    touch({ occurredAt: '2026-11-09T13:00:00Z' }, true);
    await eventually(async () =>
      expect((await finance.get<{ items: [] }>(`${API}/touchpoints?customerId=7`)).body.items).toHaveLength(5),
    );
    sell('1001');
    await until('1001', {
      ...{ book: 'real', currency: 'USD', netRevenueMinor: '19900', unattributedMinor: '0' },
      ...{ model: 'linear', modelVersion: 1, hypothetical: false, modelOfRecord: 'linear', open: true, notes: [] },
      ...{ placedAt: '2026-11-10T12:00:00.000Z', lookbackFrom: '2026-10-11T12:00:00.000Z' },
      closesAt: '2026-12-22T12:00:00.000Z',
      touches: [
        {
          ...{ agentId: 'email-marketing-agent', department: 'Marketing', campaign: 'fall', source: 'interaction' },
          ...{ weight: '1', sharePercent: '50.00', exactMinor: '9950', rounding: 'exact', amountMinor: '9950' },
          why: 'touch 1 of 2: all weigh the same',
        },
        { agentId: 'live-chat-agent', department: 'Customer Experience', amountMinor: '9950' },
      ],
      leftOut: [
        { reason: 'too_old', why: 'it happened more than 30 days before the order' },
        { reason: 'test' },
        { reason: 'after_order' },
      ],
      sets: [{ seq: 1, reason: 'capture', amountMinor: '19900', model: 'linear', credits: [{}, {}] }],
    });
  });

  it('is computed from the frozen path under another model, and nothing of it is booked', async () => {
    expect((await explain('1001', '?model=last')).body).toMatchObject({
      ...{ model: 'last', hypothetical: true, modelOfRecord: 'linear', sets: [{ model: 'linear' }] },
      notes: ['The books are kept by linear; this is what last would say.'],
      touches: [
        { amountMinor: '0', why: 'touch 1 of 2: only the last gets anything' },
        { amountMinor: '19900', why: 'the last touch before the order gets all' },
      ],
    });
    expect((await explain('1001', '?model=markov')).body).toMatchObject({
      modelVersion: 0,
      notes: [{}, 'markov was not fitted when this order was attributed, so it divides as linear does.'],
    });
    expect((await explain('1001', '?model=best')).status).toBe(400);
  });

  it('says which credit got the cent that was left over', async () => {
    touch({ occurredAt: '2026-11-01T12:00:00Z', agentId: 'instagram-agent', channel: 'instagram' });
    await until('1001', {
      touches: [
        { agentId: 'instagram-agent', exactMinor: '6633 1/3', rounding: 'up', amountMinor: '6634' },
        { exactMinor: '6633 1/3', rounding: 'down', amountMinor: '6633' },
        { rounding: 'down', amountMinor: '6633' },
      ],
      sets: [{ reason: 'capture' }, { reason: 'late_touch', amountMinor: '0' }],
    });
  });

  it('takes a refund back at the same rate', async () => {
    const back = transaction({
      orderId: '1001',
      transactionId: 't1',
      amountMinor: '9900',
      createdAt: '2026-11-15T00:00:00Z',
    });
    finance.publish(refundEvent(refund({ orderId: '1001', createdAt: '2026-11-15T00:00:00Z', transactions: [back] })));
    await until('1001', {
      netRevenueMinor: '10000',
      touches: [{ amountMinor: '3334' }, { amountMinor: '3333' }, { amountMinor: '3333' }],
      sets: [{}, {}, { reason: 'refund', amountMinor: '-9900' }],
    });
  });

  it('is the whole of what each order earned, refunds and all', async () => {
    const requests = new Requests({
      namespace: 'vw',
      service: 'spec',
      connection: finance.broker,
      now: () => clock.at,
    });
    const days = { from: '2026-11-10T00:00:00Z', to: '2026-11-11T00:00:00Z' };
    const asked = { ...days, figures: ['orders', 'attribution_complete_percent'] } as const;
    const { figures } = await requests.ask(readFigures, asked);
    expect(Number(figures[0]!.value)).toBeGreaterThan(0);
    expect(figures[1]).toMatchObject({ value: '100.00', reason: null });
  });

  it('is nothing yet where nothing is earned, and unknown where nobody knows the order', async () => {
    sell('1002', { financialStatus: 'pending' });
    await until('1002', {
      ...{ netRevenueMinor: '0', currency: 'USD', touches: [], sets: [] },
      reason: 'Nothing is earned yet: there is nothing to divide.',
    });
    expect(await explain('404')).toMatchObject({ status: 404, body: { title: 'Order not in the books' } });
  });
});

describe('the summary', () => {
  interface Summary {
    readonly currencies: {
      netRevenueMinor: string;
      orders: string;
      rows: { creditedMinor: string; orders: string }[];
    }[];
  }
  const summary = (query: string) => finance.get<Summary>(`${API}/attribution/summary?${query}`);

  it('is all net revenue, by agent, department, channel and campaign', async () => {
    sell('1003', { customerId: '99' });
    await until('1003', { unattributedMinor: '19900', touches: [] });
    expect((await summary(RANGE)).body).toMatchObject({
      ...{ book: 'real', model: 'linear', modelOfRecord: 'linear', by: 'agent', notes: [] },
      currencies: [
        {
          ...{ currency: 'USD', netRevenueMinor: '29900', orders: '2.000000' },
          rows: expect.arrayContaining([
            {
              ...{ key: 'live-chat-agent', name: 'Live Chat Agent', unattributed: false },
              ...{ creditedMinor: '3333', orders: '0.333333', sharePercent: '11.15' },
            },
            {
              ...{ key: null, name: null, unattributed: true },
              ...{ creditedMinor: '19900', orders: '1.000000', sharePercent: '66.56' },
            },
          ]) as never,
        },
      ],
    });
    for (const by of ['agent', 'department', 'channel', 'campaign']) {
      const [usd] = (await summary(`${RANGE}&by=${by}`)).body.currencies;
      expect(usd!.rows.reduce((sum, row) => sum + Number(row.creditedMinor), 0)).toBe(Number(usd!.netRevenueMinor));
      expect(usd!.rows.reduce((sum, row) => sum + Number(row.orders), 0)).toBeCloseTo(2, 5);
    }
  });

  it('comes as a file too', async () => {
    const { body, headers } = await finance.get<string>(`${API}/attribution/summary?${RANGE}&by=channel&format=csv`);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(body).toContain('key,name,currency,credited,orders,share %,note\r\n');
    expect(body).toContain('chat,,USD,33.33,0.333333,11.15,\r\n');
  });

  it('says that there is nothing, and gives no zeros', async () => {
    const reason = 'No order of the real book that earned anything was placed from 2020-01-01 to 2020-01-31.';
    const query = 'from=2020-01-01&to=2020-01-31';
    expect((await summary(query)).body).toMatchObject({ currencies: [], reason });
    expect((await finance.get<string>(`${API}/attribution/summary?${query}&format=csv`)).body).toContain(
      `,${reason}\r\n`,
    );
    expect((await finance.get(`${API}/attribution/compare?${query}`)).body).toMatchObject({ currencies: [], reason });
    expect((await summary(`${RANGE}&book=test`)).body).toMatchObject({ currencies: [] });
  });

  it.each([
    ['from=2026-13-01', 422],
    ['from=2026-11-30&to=2026-11-01', 422],
    ['currency=XXQ', 422],
    ['by=weather', 400],
    ['model=best', 400],
  ])('refuses %s', async (query, status) => {
    expect((await summary(query)).status).toBe(status);
  });

  it('stands beside every other model, each of which divides the same revenue', async () => {
    const { body } = await finance.get<{
      models: string[];
      currencies: { netRevenueMinor: string; rows: { key: string | null; creditedMinor: Record<string, string> }[] }[];
    }>(`${API}/attribution/compare?${RANGE}&by=channel`);
    const [usd] = body.currencies;
    expect(body.models).toHaveLength(8);
    for (const model of body.models) {
      expect(usd!.rows.reduce((sum, row) => sum + Number(row.creditedMinor[model]), 0)).toBe(
        Number(usd!.netRevenueMinor),
      );
    }
    expect(usd!.rows.find(({ key }) => key === 'chat')!.creditedMinor).toMatchObject({ last: '10000', first: '0' });
    const csv = await finance.get<string>(`${API}/attribution/compare?${RANGE}&by=channel&format=csv`);
    expect(csv.body).toContain('key,name,currency,first,last,linear,position,time-decay,markov,shapley,kind,note\r\n');
  });
});

describe('the Markov model', () => {
  const fit = (body: object, headers = {}) => finance.post(`${API}/attribution/models/markov/fit`, body, { headers });

  it('says that it was never fitted', async () => {
    const note = 'markov was never fitted: it divides orders as linear does.';
    expect((await finance.get(`${API}/attribution/models`)).body).toMatchObject({
      items: expect.arrayContaining([
        { model: 'linear', ofRecord: true, learns: false, versions: [] },
        { model: 'markov', ofRecord: false, learns: true, versions: [], note },
      ]) as never,
    });
    expect((await finance.get(`${API}/attribution/summary?${RANGE}&model=markov`)).body).toMatchObject({
      notes: [note],
    });
  });

  it('learns from orders and from those who did not buy; orders before keep what they were frozen with', async () => {
    touch({ customerId: '77', agentId: 'pinterest-agent', channel: 'pinterest' });
    await eventually(async () =>
      expect((await finance.get<{ items: [] }>(`${API}/touchpoints?customerId=77`)).body.items).toHaveLength(1),
    );
    const key = { 'idempotency-key': 'fit-1' };
    const first = await fit({ from: '2026-11-01' }, key);
    expect(first).toMatchObject({
      status: 201,
      // Order 1001; customer 77, who did not buy.
      body: { model: 'markov', version: 1, from: '2026-11-01', to: '2026-11-22', conversions: 1, nulls: 1, paths: 2 },
    });
    expect((await fit({ from: '2026-11-01' }, key)).body).toEqual(first.body);
    expect((await explain('1001', '?model=markov')).body).toMatchObject({ modelVersion: 0 });
    sell('1005');
    await until('1005', { modelVersion: 1, notes: [{}] }, '?model=markov');
    expect((await finance.get(`${API}/attribution/models`)).body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          model: 'markov',
          versions: [expect.objectContaining({ version: 1, createdBy: 'user:spec' })],
          note: expect.stringContaining('was first fitted on 2026-11-22T12:00:00.000Z'),
        }),
      ]) as never,
    });
  });

  it('has nothing to learn from days without orders', async () => {
    expect(await fit({ from: '2020-01-01', to: '2020-01-31' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/from', message: expect.stringContaining('nothing to learn') }] },
    });
    expect((await fit({ order: 9 })).status).toBe(422);
  });
});

// Last, because the time goes on.
describe('a closed order', () => {
  it('only notes a touch that is told then', async () => {
    clock.at = new Date('2026-12-23T00:00:00Z');
    touch({ occurredAt: '2026-11-10T11:00:00Z', agentId: 'pinterest-agent', channel: 'pinterest' });
    await until('1001', {
      open: false,
      touches: [{}, {}, {}],
      leftOut: expect.arrayContaining([
        expect.objectContaining({ agentId: 'pinterest-agent', reason: 'told_too_late' }),
      ]) as never,
    });
  });
});
