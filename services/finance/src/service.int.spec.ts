import { STREAMS, type OrderSnapshot } from '@vividwalls/events';
import { connectBroker, provisionStreams } from '@vividwalls/messaging';
import { bootstrap, signInternalToken, type RunningService } from '@vividwalls/platform';
import { eventually, freePort, startTestNats, type NatsServer } from '@vividwalls/testing';
import { order, ORDER_ID } from './order-books/testing/snapshots.js';
import { finance } from './service.js';
import { createFinanceDatabase, type FinanceDatabase } from './testing/finance-database.js';
import { orderEvent } from './testing/order-events.js';

const SECRET = 'a secret of more than thirty-two characters';

let database: FinanceDatabase;
let nats: NatsServer;
let service: RunningService;
let broker: Awaited<ReturnType<typeof connectBroker>>;

beforeAll(async () => {
  [database, nats] = await Promise.all([createFinanceDatabase('service'), startTestNats()]);
  broker = await connectBroker({ url: nats.url, name: 'spec' });
  await provisionStreams(broker, STREAMS);
  const env = {
    VW_SERVICE_PORT: String(await freePort()),
    VW_INTERNAL_SECRET: SECRET,
    DATABASE_URL: database.url,
    NATS_URL: nats.userUrl('finance'),
    LOG_LEVEL: 'error',
  };
  service = await bootstrap(finance, { env, ownsProcess: false });
});

afterAll(async () => {
  await service?.close();
  await broker?.close();
  await nats?.stop();
  await database?.drop();
});

async function get(path: string, scopes = ['finance:read']): Promise<{ status: number; body: never }> {
  const token = await signInternalToken({ actor: 'user:spec', scopes }, SECRET, new Date());
  const response = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as never };
}

/** As the gateway's relay does: the subject is the type without its version. */
function publish(snapshot: OrderSnapshot): void {
  const event = orderEvent(snapshot);
  broker.publish(event.type.replace(/\.v\d+$/, ''), JSON.stringify(event));
}

describe('the finance service', () => {
  it('turns a shop fact on the stream into books that can be read', async () => {
    publish(order());
    publish(order({ orderId: 'other', totals: { linesMinor: '500', totalMinor: '500' } }));
    const ledger = `/api/finance/orders/${ORDER_ID}/ledger`;
    await eventually(async () => expect((await get(ledger)).status).toBe(200));
    await eventually(async () => expect((await get('/api/finance/orders/other/ledger')).status).toBe(200));
    expect((await get(ledger)).body).toMatchObject({ currency: 'USD', test: false, entries: [{ kind: 'sale' }] });
    expect((await get('/api/finance/trial-balance')).body).toMatchObject({
      asOf: expect.stringMatching(/Z$/),
      currencies: {
        USD: {
          debitMinor: '20400',
          creditMinor: '20400',
          accounts: [
            {
              account: 'asset:payments-clearing',
              type: 'asset',
              debitMinor: '20400',
              creditMinor: '0',
              balanceMinor: '20400',
            },
            { account: 'income:sales', type: 'income', debitMinor: '0', creditMinor: '20400', balanceMinor: '-20400' },
          ],
        },
      },
    });
    expect((await get('/api/finance/trial-balance?book=test')).body).toMatchObject({ currencies: {} });
    expect((await get('/api/finance/trial-balance?at=2020-01-01T00:00:00Z')).body).toEqual({
      asOf: '2020-01-01T00:00:00.000Z',
      currencies: {},
    });
  });

  it('pages through entries by cursor and filters them', async () => {
    const first = await get('/api/finance/entries?limit=1');
    expect(first.body).toMatchObject({ items: [{ orderId: 'other' }], nextCursor: expect.any(String) });
    const { nextCursor } = first.body as { nextCursor: string };
    const second = await get(`/api/finance/entries?limit=1&cursor=${nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ orderId: ORDER_ID }] });
    expect(second.body).not.toHaveProperty('nextCursor');
    expect((await get(`/api/finance/entries?orderId=${ORDER_ID}&kind=sale&book=real`)).body).toMatchObject({
      items: [{ postings: [{ account: 'asset:payments-clearing' }, { account: 'income:sales' }] }],
    });
    expect((await get('/api/finance/entries?kind=refund')).body).toEqual({ items: [] });
  });

  it('lists the chart of accounts', async () => {
    const { body } = await get('/api/finance/accounts');
    expect(body).toContainEqual({ code: 'income:sales', type: 'income', name: 'Goods sold, before discounts' });
  });

  it.each([
    ['/api/finance/orders/404/ledger', 404],
    ['/api/finance/entries?cursor=1', 400],
    ['/api/finance/entries?limit=0', 400],
    ['/api/finance/trial-balance?book=both', 400],
    ['/api/finance/trial-balance?at=yesterday', 400],
  ])('answers %s with a problem', async (path, status) => {
    expect(await get(path)).toMatchObject({ status, body: { status, title: expect.any(String) } });
  });

  it('tells nobody without the scope', async () => {
    expect((await get('/api/finance/accounts', ['audit:read'])).status).toBe(403);
    expect((await fetch(`${service.url}/api/finance/trial-balance`)).status).toBe(401);
  });

  it('describes its routes', async () => {
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
      paths: object;
      components: object;
    };
    const own = (path: string) => path.startsWith('/api') && !path.includes('/messaging/');
    // Every one the issue names; what else there is stands in the committed OpenAPI document.
    expect(Object.keys(document.paths).filter(own)).toEqual(
      expect.arrayContaining([
        ...['/api/finance/orders/{shopifyOrderId}/ledger', '/api/finance/orders/{shopifyOrderId}/attribution'],
        ...['/api/finance/entries', '/api/finance/accounts', '/api/finance/accounts/{code}/balance'],
        ...['/api/finance/trial-balance', '/api/finance/reports/trial-balance', '/api/finance/reports/pnl'],
        ...['/api/finance/reports/revenue', '/api/finance/attribution/summary', '/api/finance/commissions'],
        ...['/api/finance/budgets', '/api/finance/spend/authorize', '/api/finance/spend/commit'],
        ...['/api/finance/spend/release', '/api/finance/margins', '/api/finance/costs'],
      ]),
    );
    expect(document.components).toMatchObject({ schemas: { OrderLedgerView: {}, CurrencyBalanceView: {} } });
  });

  it('publishes what it booked', async () => {
    const manager = await import('@nats-io/jetstream').then(({ jetstreamManager }) => jetstreamManager(broker));
    await eventually(async () => expect((await manager.streams.info('FINANCE')).state.messages).toBe(4));
    // The books of two orders, and the credits of each.
  });
});
