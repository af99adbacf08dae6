import { eventually } from '@vividwalls/testing';
import type { OrchestrationConfig } from '../../orchestration.config.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { CallLimit } from './call-limit.js';

let database: OrchestrationDatabase;
let now = new Date('2026-11-29T12:00:00.000Z');
beforeAll(async () => (database = await createOrchestrationDatabase('mcp-limit')));
afterAll(() => database?.drop());
beforeEach(() => (now = new Date(now.getTime() + 3_600_000)));

const PER_MINUTE = 3;

/** As one replica has it. */
const replica = () => {
  const config = { ORCHESTRATION_MCP_CALLS_PER_MINUTE: PER_MINUTE } as OrchestrationConfig;
  return new CallLimit(database.dataSource, { now: () => now }, config, { warn: () => undefined });
};

const rows = async () =>
  (await database.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM mcp_calls'))[0]!.count;

it('is one limit for all replicas, per caller, and says when to come back', async () => {
  const [first, second] = [replica(), replica()];
  expect([await first.admit('agent:a'), await second.admit('agent:a'), await first.admit('agent:a')]).toEqual([
    ...[undefined, undefined, undefined],
  ]);
  now = new Date(now.getTime() + 20_500);
  expect(await second.admit('agent:a')).toBe(40);
  expect(await second.admit('agent:b')).toBeUndefined();
  now = new Date(now.getTime() + 39_500);
  expect(await first.admit('agent:a')).toBeUndefined();
});

it('admits exactly as many of those that come at once', async () => {
  const replicas = [replica(), replica()];
  const callers = ['agent:a', 'agent:b', 'key:c'];
  const all = await Promise.all(
    Array.from({ length: 120 }, async (_, n) => {
      const actor = callers[n % callers.length]!;
      return { actor, later: await replicas[n % replicas.length]!.admit(actor) };
    }),
  );
  for (const actor of callers) {
    const admitted = all.filter((one) => one.actor === actor && one.later === undefined);
    expect(admitted).toHaveLength(PER_MINUTE);
  }
  expect(all.every(({ later }) => later === undefined || later === 60)).toBe(true);
});

it('forgets minutes that are over', async () => {
  const limit = replica();
  await limit.admit('agent:a');
  now = new Date(now.getTime() + 10 * 60_000);
  await limit.admit('agent:a');
  await eventually(async () => expect(await rows()).toBe(1));
});
