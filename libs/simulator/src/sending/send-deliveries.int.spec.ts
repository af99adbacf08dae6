import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signature, webhookIdOf, type Delivery } from '../deliveries/delivery.js';
import { loadOrders } from '../load/load-orders.js';
import { sendDeliveries, type SendOptions } from './send-deliveries.js';

const SECRET = 'a-secret';
const some = (count: number): Delivery[] => [...loadOrders({ count, seed: 'send' })].map((one) => one.delivery);

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer, nth: number) => void;

/** A receiver of its own for each test. */
async function receiver<T>(answer: Answer, run: (url: string) => Promise<T>): Promise<T> {
  let nth = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks), (nth += 1)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/shopify`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const status = (response: ServerResponse, code: number, headers = {}): unknown =>
  response.writeHead(code, headers).end();
const options = (url: string, more: Partial<SendOptions> = {}): SendOptions => ({
  url,
  secret: SECRET,
  rate: 0,
  concurrency: 4,
  ...more,
});

it('signs the raw bytes, keeps connections, and reports every acknowledged id', async () => {
  const deliveries = some(60);
  const sockets = new Set<unknown>();
  let wrong = 0;
  const report = await receiver(
    (request, response, body) => {
      sockets.add(request.socket);
      if (request.method !== 'POST' || request.headers['x-shopify-hmac-sha256'] !== signature(body, SECRET)) wrong += 1;
      status(response, 200);
    },
    (url) => sendDeliveries(deliveries, options(url)),
  );
  expect(wrong).toBe(0);
  expect(sockets.size).toBeLessThanOrEqual(4);
  expect(report).toMatchObject({
    deliveries: 60,
    acknowledged: 60,
    failed: 0,
    retries: 0,
    answers: { 200: 60 },
    stopped: null,
  });
  expect([...report.acknowledgedIds].sort()).toEqual(deliveries.map(webhookIdOf).sort());
  expect(report.latencyMs.p99).toBeGreaterThan(0);
});

it('tries again what failed, after as long as the receiver asked for', async () => {
  const times: number[] = [];
  const report = await receiver(
    (_request, response, _body, nth) => {
      times.push(performance.now());
      if (nth === 1) status(response, 503, { 'retry-after': '1' });
      else if (nth === 2) response.destroy();
      else status(response, 200);
    },
    (url) => sendDeliveries(some(1), options(url)),
  );
  expect(report).toMatchObject({ acknowledged: 1, retries: 2, answers: { 200: 1, 503: 1, error: 1 } });
  expect(times[1]! - times[0]!).toBeGreaterThan(950);
  expect(report.latencyMs.max).toBeGreaterThan(1_200);
});

it('gives up after its attempts and says what the last answer was', async () => {
  const report = await receiver(
    (_request, response) => void status(response, 500),
    (url) => sendDeliveries(some(2), options(url, { attempts: 2 })),
  );
  expect(report).toMatchObject({ acknowledged: 0, failed: 2, retries: 2 });
  expect(report.failures[0]).toMatchObject({ topic: 'orders/paid', attempts: 2, status: 500, reason: 'HTTP 500' });
});

it('stops soon when everything is refused', async () => {
  const report = await receiver(
    (_request, response) => void status(response, 401),
    (url) => sendDeliveries(some(500), options(url)),
  );
  expect(report.stopped).toBe('refused');
  expect(report.acknowledged).toBe(0);
  expect(report.deliveries).toBeLessThan(30);
});

it('says so when nobody listens', async () => {
  const report = await sendDeliveries(some(1), options('http://127.0.0.1:9/webhooks/shopify', { attempts: 1 }));
  expect(report.failures[0]).toMatchObject({ status: null, reason: 'ECONNREFUSED' });
});

it('measures from the intended moment: a stall of the receiver delays all who were due meanwhile', async () => {
  const report = await receiver(
    (_request, response, _body, nth) => void setTimeout(() => status(response, 200), nth === 10 ? 400 : 0),
    (url) => sendDeliveries(some(100), options(url, { rate: 200, concurrency: 1 })),
  );
  expect(report.acknowledged).toBe(100);
  // One stalled answer out of a hundred; a closed loop would report it as one slow request and a fast p90.
  expect(report.latencyMs.p50).toBeGreaterThan(50);
  expect(report.latencyMs.p90).toBeGreaterThan(200);
});

it('ends when told to, with what it has', async () => {
  const stop = new AbortController();
  const report = await receiver(
    (_request, response) => void status(response, 200),
    (url) =>
      sendDeliveries(
        some(1_000),
        options(url, {
          rate: 200,
          signal: stop.signal,
          onProgress: ({ acknowledged }) => acknowledged >= 20 && stop.abort(),
        }),
      ),
  );
  expect(report.stopped).toBe('aborted');
  expect(report.acknowledged).toBeGreaterThanOrEqual(20);
  expect(report.acknowledged).toBeLessThan(200);
});

it('finishes what is in flight when told to end: whatever the receiver took is reported', async () => {
  const stop = new AbortController();
  const taken: string[] = [];
  const report = await receiver(
    (request, response) => {
      taken.push(String(request.headers['x-shopify-webhook-id']));
      if (taken.length === 4) stop.abort();
      setTimeout(() => status(response, 200), 150);
    },
    (url) => sendDeliveries(some(50), options(url, { signal: stop.signal })),
  );
  expect(report).toMatchObject({ stopped: 'aborted', acknowledged: 4, failed: 0 });
  expect([...report.acknowledgedIds].sort()).toEqual(taken.sort());
});

it.each([{ rate: -1 }, { rate: Number.NaN }, { concurrency: 0 }, { concurrency: 1.5 }, { concurrency: 5_000 }])(
  'refuses %j',
  async (bad) => {
    await expect(sendDeliveries([], options('http://127.0.0.1:9/', bad))).rejects.toThrow(RangeError);
  },
);
