import type { Log } from '@vividwalls/platform';
import { eventually, startRedis, testFolder, type RedisServer } from '@vividwalls/testing';
import type { GatewayConfig } from '../gateway.config.js';
import { RateLimit } from './rate-limit.js';

const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const NOON = new Date('2026-11-22T12:00:00Z');
const caller = { credential: 'Bearer someone', address: '127.0.0.1' };

describe('the rate limit', () => {
  let redis: RedisServer;
  const limits: RateLimit[] = [];
  let now = NOON;

  const limit = (url: string | undefined) => {
    const config = { REDIS_URL: url, VW_RATE_LIMIT_PER_MINUTE: 3 } as GatewayConfig;
    const one = new RateLimit({ now: () => now }, config, log);
    one.onModuleInit();
    limits.push(one);
    return one;
  };
  const admitted = async (rateLimit: RateLimit, who = caller) => {
    try {
      await rateLimit.admit(who);
      return true;
    } catch {
      return false;
    }
  };
  const connected = (rateLimit: RateLimit) =>
    eventually(() => expect((rateLimit as unknown as { client: { isReady: boolean } }).client.isReady).toBe(true));

  beforeAll(async () => (redis = await startRedis({ home: testFolder('rate'), profile: 'test' })));
  afterAll(() => redis.stop());
  beforeEach(() => (now = new Date(now.getTime() + 3_600_000)));
  afterEach(() => Promise.all(limits.splice(0).map((one) => one.onModuleDestroy())));

  it('counts over all replicas, per caller and minute', async () => {
    const [first, second] = [limit(redis.url), limit(redis.url)];
    await Promise.all([connected(first), connected(second)]);
    expect([await admitted(first), await admitted(second), await admitted(first)]).toEqual([true, true, true]);
    expect(await admitted(second)).toBe(false);
    expect(await admitted(second, { ...caller, credential: 'Bearer other' })).toBe(true);
    now = new Date(now.getTime() + 60_000);
    expect(await admitted(first)).toBe(true);
  });

  it('counts in its own process while there is no Redis, and when it goes away', async () => {
    const alone = limit(undefined);
    for (let n = 0; n < 3; n += 1) expect(await admitted(alone)).toBe(true);
    expect(await admitted(alone)).toBe(false);
    const bereft = limit(redis.url);
    await connected(bereft);
    await redis.kill9();
    for (let n = 0; n < 3; n += 1) expect(await admitted(bereft)).toBe(true);
    expect(await admitted(bereft)).toBe(false);
    await redis.start();
  });
});
