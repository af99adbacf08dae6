import { createHmac, randomUUID } from 'node:crypto';
import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { recordedDeliveries, verifyRecord } from './record.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

interface DeliveryRecord {
  readonly deliveryId: string;
  readonly topic: string;
  readonly reason: string;
}

const MEGABYTE = 1024 * 1024;
const PAID = shopBodies().find(({ file }) => file === 'orders_paid.json')!;

let system: System;
beforeAll(async () => {
  system = await startSystem({ env: { SHOPIFY_WEBHOOK_SECRETS: 'the-new-secret,the-old-secret' } });
}, 120_000);
afterAll(stopSystems, 60_000);

const signed = (body: Buffer | string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

describe('a Shopify webhook', () => {
  it('is taken under each secret while one is rotated', async () => {
    for (const secret of ['the-new-secret', 'the-old-secret']) {
      const headers = { 'x-shopify-hmac-sha256': signed(PAID.bytes, secret) };
      expect((await system.post(PAID.topic, PAID.bytes, headers)).status).toBe(200);
    }
  });

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['that of another secret', signed(PAID.bytes, 'somebody-else')],
    ['that of an empty secret', signed(PAID.bytes, '')],
    ['that of other bytes', signed(Buffer.concat([PAID.bytes, Buffer.from(' ')]), 'the-new-secret')],
    ['that of all secrets as one', signed(PAID.bytes, 'the-new-secret,the-old-secret')],
  ])('with %s is refused with 401', async (_what, signature) => {
    const answer = await system.post(PAID.topic, PAID.bytes, { 'x-shopify-hmac-sha256': signature });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status: 401, instance: '/webhooks/shopify' });
  });

  it.each(['x-shopify-topic', 'x-shopify-shop-domain'])('without %s is refused with 400', async (name) => {
    const answer = await system.post(PAID.topic, PAID.bytes, { [name]: undefined });
    expect(answer.status).toBe(400);
    expect(answer.json<{ detail: string }>().detail).toContain(name);
  });

  it('past 2 MB is refused with 413, and up to there it is taken', async () => {
    const ofBytes = (length: number): string => `"${'x'.repeat(length - 2)}"`;
    expect((await system.post('orders/paid', ofBytes(2 * MEGABYTE + 1))).status).toBe(413);
    expect((await system.post('orders/paid', ofBytes(2 * MEGABYTE))).status).toBe(200);
  });

  it('is one delivery by its shop, topic and bytes where it has no id', async () => {
    const headers = { 'x-shopify-webhook-id': undefined };
    const [first, second] = [
      await system.post('shop/update', '{}', headers),
      await system.post('shop/update', '{}', headers),
    ];
    expect(first.json<{ id: string }>().id).toBe(second.json<{ id: string }>().id);
    expect((await system.post('shop/update', '{ }', headers)).json<{ id: string }>().id).not.toBe(
      first.json<{ id: string }>().id,
    );
  });
});

describe('a signed delivery that cannot be understood', () => {
  const cases = [
    { what: 'garbage', topic: 'orders/paid', body: Buffer.from('{"id": 12, "line_items": [') },
    { what: 'bytes that are no text', topic: 'orders/create', body: Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3]) },
    { what: 'nothing at all', topic: 'orders/create', body: Buffer.alloc(0) },
    { what: 'JSON of another shape', topic: 'orders/create', body: Buffer.from('{"hello":"world"}') },
    { what: 'a list', topic: 'refunds/create', body: Buffer.from('[1,2,3]') },
    { what: 'a deep nest', topic: 'orders/create', body: Buffer.from('['.repeat(100_000)) },
    { what: 'a topic nobody handles', topic: 'tender_transactions/create', body: Buffer.from('{"id":1}') },
  ].map((one) => ({ ...one, id: randomUUID() }));

  it.each(cases)('($what) is answered with 200, kept and shown', async ({ topic, body, id }) => {
    expect((await system.post(topic, body, { 'x-shopify-webhook-id': id })).status).toBe(200);
    const shown = await eventually(async () => {
      const list = await system.get<{ items: DeliveryRecord[] }>(
        '/api/gateway/deliveries?status=untranslatable&limit=500',
      );
      return list.items.find(({ deliveryId }) => deliveryId === id) ?? false;
    });
    expect(shown).toMatchObject({
      topic,
      reason: expect.stringMatching(/^(unknown_topic|unparsable_body|unexpected_shape)$/) as string,
    });
  });

  it('is in the record like any other, and blocks nobody', async () => {
    const paid = randomUUID();
    expect((await system.post(PAID.topic, PAID.bytes, { 'x-shopify-webhook-id': paid })).status).toBe(200);
    await drained(system);
    const recorded = await recordedDeliveries(system);
    for (const { id } of [...cases, { id: paid }]) expect(recorded.filter((one) => one === id)).toEqual([id]);
    expect(await verifyRecord(system)).toMatchObject({ ok: true });
  });
});

describe('a request to the API', () => {
  const newKey = async (body: object): Promise<{ id: string; key: string }> => {
    const answer = await system.ask('/api/gateway/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const statusWith = async (key: string, path: string): Promise<number> =>
    (await system.ask(path, { headers: { authorization: `Bearer ${key}` } })).status;

  it('needs a key on every route of the API description, but for those it declares open', async () => {
    type Operation = { security?: unknown[] };
    const { paths } = await system.get<{ paths: Record<string, Record<string, Operation>> }>('/api/openapi.json');
    const open: string[] = [];
    const walked: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const route = `${method.toUpperCase()} ${path}`;
        if (!security?.length) {
          open.push(route);
          continue;
        }
        const answer = await system.ask(path.replaceAll(/\{[^}]+\}/g, '1'), {
          method: method.toUpperCase() as 'GET',
          headers: { authorization: '' },
        });
        expect({ route, status: answer.status, type: answer.headers['content-type'] }).toEqual({
          ...{ route, status: 401, type: expect.stringMatching(/^application\/problem\+json/) as string },
        });
        walked.push(route);
      }
    }
    expect(open.sort()).toEqual([
      'DELETE /api/session',
      'GET /api/session',
      'GET /health/live',
      'GET /health/ready',
      'POST /api/session',
      'POST /webhooks/n8n',
      'POST /webhooks/shopify',
    ]);
    expect(walked.length).toBeGreaterThanOrEqual(11);
  });

  it('with a key that was never given is refused with 401', async () => {
    for (const key of ['vw_wrong', `${system.key}x`, system.key.slice(0, -1), 'x'.repeat(5_000)]) {
      expect(await statusWith(key, '/api/finance/trial-balance')).toBe(401);
      expect(await statusWith(key, '/api/gateway/deliveries')).toBe(401);
    }
  });

  it('with a key that lacks the scope is refused with 403, here and behind the door', async () => {
    const { key } = await newKey({ name: 'reader', scopes: ['finance:read'] });
    expect(await statusWith(key, '/api/finance/trial-balance')).toBe(200);
    expect(await statusWith(key, '/api/audit/verify')).toBe(403);
    expect(await statusWith(key, '/api/gateway/keys')).toBe(403);
  });

  it('with a revoked key is refused with 401', async () => {
    const { id, key } = await newKey({ name: 'leaver', scopes: ['finance:*'] });
    expect(await statusWith(key, '/api/finance/accounts')).toBe(200);
    expect((await system.ask(`/api/gateway/keys/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await statusWith(key, '/api/finance/accounts')).toBe(401);
  });

  it('with a key past its expiry is refused with 401', async () => {
    const expiresAt = new Date(Date.now() + 2_500).toISOString();
    const { key } = await newKey({ name: 'guest', scopes: ['finance:read'], expiresAt });
    expect(await statusWith(key, '/api/finance/accounts')).toBe(200);
    await eventually(async () => (await statusWith(key, '/api/finance/accounts')) === 401);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  });

  it('cannot reach a service past the door with a key or a token of its own making', async () => {
    const { port } = system.run().services.finance!;
    const straight = async (authorization: string): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}/api/finance/accounts`, { headers: { authorization } })).status;
    const unsigned = [{ alg: 'none' }, { sub: 'user:owner', actor: 'user:owner', scopes: ['*'], exp: 4e9 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    expect(await straight(`Bearer ${system.key}`)).toBe(401);
    expect(await straight(`Bearer ${unsigned}.`)).toBe(401);
    expect(await straight('')).toBe(401);
  });
});
