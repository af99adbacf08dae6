import { eventually, freePort, startRedis, testFolder, type RedisServer } from '@vividwalls/testing';
import { STREAMS } from '@vividwalls/events';
import { startGateway, type GatewayTrial } from '../testing/gateway-trial.js';
import { ASK_WITHIN_MS, within } from './within.js';
import type { SystemView } from './system-views.js';

let trial: GatewayTrial;
let redis: RedisServer;
/** Where nobody listens. */
let nobody: number;
beforeAll(async () => {
  redis = await startRedis({ home: testFolder('system'), profile: 'test' });
  nobody = await freePort();
  trial = await startGateway('system', { VW_UPSTREAMS: `finance=http://127.0.0.1:${nobody}`, REDIS_URL: redis.url });
}, 60_000);
afterAll(async () => {
  await trial?.close();
  await redis?.stop();
});

const system = async (): Promise<SystemView> => (await trial.ask('/api/gateway/system')).json() as Promise<SystemView>;

describe('the system as the door sees it', () => {
  it('is services with their checks, relay and consumers, and who can’t be reached with the reason', async () => {
    const { services, consumers } = await system();
    const [gateway, finance] = services;
    expect(gateway).toMatchObject({
      ...{ name: 'gateway', state: 'ready', detail: null, messagingError: null },
      ...{ version: expect.stringMatching(/^\d+\./), startedAt: expect.stringMatching(/^20/) },
      relay: { backlog: 0, oldestAgeS: null, parked: 0 },
    });
    expect(gateway!.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['database', true],
      ['broker', true],
      ['relay', true],
      ['consumers', true],
    ]);
    const reason = expect.stringContaining(`127.0.0.1:${nobody}`) as string;
    expect(finance).toEqual({
      ...{ name: 'finance', state: 'unreachable', detail: reason, version: null, startedAt: null, latencyMs: null },
      ...{ checks: [], relay: null, messagingError: reason },
    });
    expect(consumers).toContainEqual({
      ...{ stream: 'INTAKE', name: 'gateway', service: 'gateway', state: 'running', isReadModel: false },
      ...{ pending: 0, ackPending: 0, redelivered: 0, lastDeliveredAt: null },
    });
    expect(consumers).toContainEqual(expect.objectContaining({ stream: 'DLQ', name: 'gateway_dead_letters' }));
  });

  it('is servers with their versions and figures', async () => {
    const { servers } = await system();
    expect(servers.map(({ name, state }) => [name, state])).toEqual([
      ['postgres', 'up'],
      ['nats', 'up'],
      ['redis', 'up'],
    ]);
    for (const { version, latencyMs } of servers) {
      expect(version).toMatch(/^\d+\.\d+/);
      expect(latencyMs).toBeGreaterThan(0);
    }
    const figures = Object.fromEntries(
      servers.flatMap((server) => server.figures.map((one) => [`${server.name} ${one.name}`, one])),
    );
    expect(figures['postgres database']).toMatchObject({ unit: 'bytes', max: null });
    expect(figures['postgres database']!.value).toBeGreaterThan(1_000_000);
    expect(figures['postgres connections']!.value).toBeLessThanOrEqual(figures['postgres connections']!.max!);
    expect(figures['nats streams']!.value).toBe(STREAMS.length);
    expect(figures['redis memory']!.value).toBeGreaterThan(0);
  });

  it('is streams with what they hold, and nothing made up for an empty one', async () => {
    const { streams } = await system();
    expect(streams.map(({ name }) => name)).toEqual(STREAMS.map(({ name }) => name));
    expect(streams.find(({ name }) => name === 'INTAKE')).toMatchObject({
      ...{ detail: null, messages: 0, bytes: 0, oldestAt: null, newestAt: null, consumers: 1 },
      ...{ maxBytes: null, maxMessages: null, maxAgeS: 30 * 86_400 },
    });
  });

  it('is asked once for all who look in the same second, and needs its scope', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, system));
    expect(new Set(answers.map(({ at }) => at)).size).toBeLessThanOrEqual(2);
    const { key } = await trial.newKey({ name: 'books', scopes: ['finance:read'] });
    const answer = await trial.ask('/api/gateway/system', { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(403);
  });

  it('tells of a server that is away', async () => {
    await redis.kill9();
    await eventually(async () =>
      expect((await system()).servers[2]).toMatchObject({
        ...{ name: 'redis', state: 'down', detail: expect.stringMatching(/./), version: null, figures: [] },
      }),
    );
    await redis.start();
  });
});

describe('a question', () => {
  it('is not waited for longer than its time', async () => {
    const began = Date.now();
    expect(await within(() => new Promise(() => undefined), 50)).toEqual({ ok: false, reason: 'no answer in 50 ms' });
    expect(Date.now() - began).toBeLessThan(ASK_WITHIN_MS);
  });
});
