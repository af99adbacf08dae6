import { STREAMS } from '@vividwalls/events';
import { connectBroker, provisionStreams } from '@vividwalls/messaging';
import { bootstrap, Clock, signInternalToken, type RunningService } from '@vividwalls/platform';
import { eventually, freePort, startTestNats, type NatsServer } from '@vividwalls/testing';
import { extractText, getDocumentProxy } from 'unpdf';
import { finance } from '../service.js';
import { order, ORDER_ID, refund, transaction } from '../order-books/testing/snapshots.js';
import { GovernanceStandIn } from '../approvals/testing/governance-stand-in.js';
import { createFinanceDatabase, type FinanceDatabase } from '../testing/finance-database.js';
import { orderEvent, refundEvent } from '../testing/order-events.js';
import { CommissionSweeper } from './sweep/commission-sweeper.js';
import { TrialClock } from './testing/commission-trial.js';
import { writeCredits, type TrialOrder } from './testing/credited-orders.js';

const SECRET = 'a secret of more than thirty-two characters';
const COMMISSIONS = '/api/finance/commissions';

const clock = new TrialClock();
const governance = new GovernanceStandIn();
let answering: Awaited<ReturnType<GovernanceStandIn['serve']>>;
let office: Awaited<ReturnType<typeof connectBroker>>;
let database: FinanceDatabase;
let nats: NatsServer;
let service: RunningService;
let broker: Awaited<ReturnType<typeof connectBroker>>;

beforeAll(async () => {
  [database, nats] = await Promise.all([createFinanceDatabase('commissions-service'), startTestNats()]);
  broker = await connectBroker({ url: nats.url, name: 'spec' });
  await provisionStreams(broker, STREAMS);
  office = await connectBroker({ url: nats.userUrl('governance'), name: 'governance stand-in' });
  answering = await governance.serve(office, clock);
  const env = {
    ...{ VW_SERVICE_PORT: String(await freePort()), VW_INTERNAL_SECRET: SECRET, LOG_LEVEL: 'error' },
    ...{ DATABASE_URL: database.url, NATS_URL: nats.userUrl('finance') },
  };
  service = await bootstrap(finance, { env, ownsProcess: false, clock: clock as Clock });
});

afterAll(async () => {
  await service?.close();
  await answering?.stop();
  await office?.close();
  await broker?.close();
  await nats?.stop();
  await database?.drop();
});

async function ask(path: string, { body, scopes = ['finance:*'] }: { body?: object; scopes?: string[] } = {}) {
  const token = await signInternalToken({ actor: 'user:owner', scopes }, SECRET, new Date());
  return fetch(`${service.url}${COMMISSIONS}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function json(path: string, options: Parameters<typeof ask>[1] = {}): Promise<{ status: number; body: never }> {
  const response = await ask(path, options);
  return { status: response.status, body: (await response.json()) as never };
}

const sweep = () => service.app.get(CommissionSweeper).sweep();

/** As attribution does: credits in the database, and the news of them on finance's own stream. */
async function credit(orders: Record<string, TrialOrder>): Promise<void> {
  for (const event of await writeCredits(database.dataSource, orders, clock.now())) {
    broker.publish(event.type.replace(/\.v\d+$/, ''), JSON.stringify(event));
  }
}

const sales = (amount: bigint): TrialOrder => ({
  credits: [{ agentId: 'sales-director', department: 'Sales', campaign: 'spring', amount }],
});

describe('commissions of the finance service', () => {
  it('come from the credits that it tells of on its own stream, down to a statement that is paid', async () => {
    const made = await json('/plans', {
      body: {
        beneficiary: { kind: 'agent', id: 'sales-director' },
        name: 'Standard',
        validFrom: '2026-11-01',
        split: [
          { kind: 'agent', id: 'sales-director', sharePpm: 700_000 },
          { kind: 'partner', id: 'ada-lindqvist', sharePpm: 300_000 },
        ],
      },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { currency: 'USD', period: 'month', versions: [{ ratePpm: 100_000 }] },
    });
    await credit({ '77': sales(19_900n), '78': sales(10_000n) });
    await eventually(async () => {
      expect((await json('?orderId=77')).body).toMatchObject({
        items: [
          {
            ...{ orderId: '77', state: 'held', period: '2026-11', placedOn: '2026-11-10', releaseOn: '2026-12-10' },
            ...{ baseMinor: '19900', commissionMinor: '1990', heldMinor: '1990', cutMinor: '0' },
            plan: { name: 'Standard', version: 1 },
            shares: [
              { kind: 'agent', id: 'sales-director', heldMinor: '1393', releasedMinor: '0' },
              { kind: 'partner', id: 'ada-lindqvist', heldMinor: '597', releasedMinor: '0' },
            ],
          },
        ],
      });
    });
    await eventually(async () => expect((await json('?orderId=78')).body).toMatchObject({ items: [{}] }));

    clock.setDay('2026-12-10');
    // A sweep leaves out what another one, the service's own, or a late piece of news holds at that moment: the next one takes it.
    await eventually(async () => {
      await sweep();
      expect((await json('/balances?beneficiary=partner:ada-lindqvist')).body).toEqual({
        items: [
          {
            beneficiary: { kind: 'partner', id: 'ada-lindqvist' },
            ...{ currency: 'USD', heldMinor: '0', payableMinor: '897' },
          },
        ],
      });
    });
    clock.setDay('2027-01-04');
    const id = await eventually(async () => {
      await sweep();
      const { body } = await json('/statements?period=2026-12&beneficiary=partner:ada-lindqvist');
      const [statement] = (body as { items: { id: string }[] }).items;
      if (!statement) throw new Error('there is no statement of December yet');
      return statement.id;
    });
    expect((await json(`/statements/${id}?limit=1`)).body).toMatchObject({
      ...{ state: 'closed', period: '2026-12', outstandingMinor: '897', shops: ['vividwalls.myshopify.com'] },
      ...{ lines: [{ kind: 'release' }], nextCursor: expect.any(String) },
    });
    const paid = await json(`/statements/${id}/pay`, { body: { reference: 'SEPA 1' } });
    expect(paid).toMatchObject({
      status: 202,
      body: { state: 'pending', amountMinor: '897', outstandingMinor: '897' },
    });
    const { id: paymentId } = paid.body as { id: string };
    await eventually(() => expect(governance.waiting).toBe(`payment:${paymentId}`));
    const news = governance.decide(`payment:${paymentId}`, 'approved');
    broker.publish('vw.governance.approval.decided', JSON.stringify(news));
    await eventually(async () => {
      expect((await json(`/payments/${paymentId}`)).body).toMatchObject({
        ...{ state: 'paid', outstandingMinor: '0', reference: 'SEPA 1', approval: { state: 'used' } },
      });
    });
    expect((await json('/payments?state=paid')).body).toMatchObject({ items: [{ id: paymentId }] });
    expect(await json(`/statements/${id}/pay`, { body: {} })).toMatchObject({ status: 409 });
  });

  it('are statements to be kept: CSV, and a PDF whose bytes stay the same', async () => {
    const { body } = await json('/statements?period=2026-12&beneficiary=partner:ada-lindqvist');
    const [{ id }] = (body as { items: [{ id: string }] }).items;
    const csv = await ask(`/statements/${id}?format=csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toContain('commissions-2026-12-partner-ada-lindqvist-USD.csv');
    expect((await csv.text()).split('\r\n')[0]).toMatch(/^statement,beneficiary,period/);
    const pdf = await ask(`/statements/${id}?format=pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const bytes = new Uint8Array(await pdf.arrayBuffer());
    const again = new Uint8Array(await (await ask(`/statements/${id}?format=pdf`)).arrayBuffer());
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
    expect(text).toContain('ada-lindqvist (partner)');
    expect(text).toContain('8.97');
  });

  it('can be tried on a past period before anybody promises them', async () => {
    const preview = (body: object) => json('/preview', { body });
    const beneficiary = { kind: 'department', id: 'Sales' };
    expect(
      await preview({ beneficiary, period: '2026-11', ratePpm: 50_000, capMinor: '1000', floorMinor: '500' }),
    ).toEqual({
      status: 200,
      body: {
        ...{ period: '2026-11', from: '2026-11-01', to: '2026-11-30', currency: 'USD', isOver: true, orders: 2 },
        ...{ baseMinor: '29900', beforeCapMinor: '1495', commissionMinor: '1000', topUpMinor: '0', totalMinor: '1000' },
        shares: [{ kind: 'department', id: 'Sales', amountMinor: '1000' }],
      },
    });
    const partner = { kind: 'partner', id: 'ada' };
    const match = { campaigns: ['spring'], agents: ['sales-director'] };
    expect((await preview({ beneficiary: partner, period: '2026-Q4', match })).body).toMatchObject({
      baseMinor: '29900',
    });
    expect((await preview({ beneficiary, period: '2026-09' })).body).toMatchObject({
      ...{ baseMinor: null, totalMinor: null, reason: 'No order of 2026-09 in USD is credited.' },
    });
    expect(await preview({ beneficiary, period: '2030-01' })).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: '/period' }] } },
    });
  });

  it.each([
    ['an unknown currency', { currency: 'ABC' }, '/currency'],
    ['a rate over 100 %', { ratePpm: 1_000_001 }, '/ratePpm'],
    ['a rate that is no whole number', { ratePpm: 0.5 }, '/ratePpm'],
    ['an unknown kind of beneficiary', { beneficiary: { kind: 'bank', id: 'x' } }, '/beneficiary/kind'],
    ['an amount that is none', { capMinor: '1.50' }, '/capMinor'],
    ['an end before the beginning', { validTo: '2026-10-31' }, '/validTo'],
    [
      'overlapping tiers',
      {
        tiers: {
          mode: 'marginal',
          steps: [
            { fromMinor: '0', toMinor: '10', ratePpm: 1 },
            { fromMinor: '9', ratePpm: 2 },
          ],
        },
      },
      '/tiers/steps/1/fromMinor',
    ],
    ['the same name at the same time', {}, '/validFrom'],
  ])('refuse a plan with %s, naming the field', async (_name, fields, pointer) => {
    const body = {
      ...{ beneficiary: { kind: 'agent', id: 'sales-director' }, name: 'Standard', validFrom: '2026-11-01' },
      ...fields,
    };
    expect(await json('/plans', { body })).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(((await json('/plans')).body as { items: unknown[] }).items).toHaveLength(1);
  });

  it('let only those decide who may', async () => {
    const { body } = await json('/plans');
    const [{ id }] = (body as { items: [{ id: string }] }).items;
    for (const path of ['/plans', `/plans/${id}/versions`, `/plans/${id}/end`, `/statements/${id}/pay`]) {
      expect((await json(path, { body: {}, scopes: ['finance:read', 'finance:write'] })).status).toBe(403);
    }
    for (const path of ['', '/plans', '/balances', '/statements']) {
      expect((await json(path, { scopes: ['audit:read'] })).status).toBe(403);
    }
  });

  it.each([
    ['?period=November', 400],
    ['?beneficiary=nobody', 400],
    ['?state=lost', 400],
    ['/statements?period=2026', 400],
    ['/statements/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11', 404],
    ['/plans/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11', 404],
    ['/plans/1', 400],
  ])('answer %s with a problem', async (path, status) => {
    expect(await json(path)).toMatchObject({ status, body: { title: expect.any(String) } });
  });

  it('change and end plans', async () => {
    const { body } = await json('/plans?beneficiary=agent:sales-director');
    const [{ id }] = (body as { items: [{ id: string }] }).items;
    expect(await json(`/plans/${id}/versions`, { body: { validFrom: '2027-02-01', ratePpm: 120_000 } })).toMatchObject({
      ...{ status: 201, body: { versions: [{ version: 1 }, { version: 2, ratePpm: 120_000, split: [{}, {}] }] } },
    });
    expect(await json(`/plans/${id}/end`, { body: { on: '2027-06-30' } })).toMatchObject({
      ...{ status: 200, body: { validTo: '2027-06-30' } },
    });
  });

  it('follow from a shop order and from its refund, with nothing in between', async () => {
    const body = {
      ...{ beneficiary: { kind: 'partner', id: 'wall-weekly' }, name: 'Autumn', validFrom: '2026-03-01', holdDays: 60 },
      match: { campaigns: ['autumn-drop'] },
    };
    expect((await json('/plans', { body })).status).toBe(201);
    const origin = { utm: { source: 'wall-weekly', campaign: 'autumn-drop' }, noteAttributes: [] };
    const paid = orderEvent(order({ origin }));
    broker.publish('vw.shop.order.updated', JSON.stringify(paid));
    const found = () => json(`?orderId=${ORDER_ID}`).then(({ body }) => body);
    await eventually(async () =>
      expect(await found()).toMatchObject({
        items: [{ baseMinor: '19900', commissionMinor: '1990', releaseOn: '2026-04-30' }],
      }),
    );
    const half = transaction({ amountMinor: '9950' });
    broker.publish('vw.shop.refund.created', JSON.stringify(refundEvent(refund({ transactions: [half] }))));
    await eventually(async () =>
      expect(await found()).toMatchObject({ items: [{ baseMinor: '9950', commissionMinor: '995' }] }),
    );
    const [entry] = await database.dataSource.query<{ correlation_id: string }[]>(
      `SELECT correlation_id FROM journal_entries WHERE cause LIKE 'commission:accrual:${ORDER_ID}:%'`,
    );
    expect(entry!.correlation_id).toBe(paid.correlationid);
  });
});
