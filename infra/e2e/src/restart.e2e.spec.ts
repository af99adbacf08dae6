import { availableParallelism, loadavg } from 'node:os';
import { journal, ledgerOf, trialBalance } from './books.js';
import { drained } from './drained.js';
import { recordedDeliveries, verifyRecord } from './record.js';
import { shopBodies, statedMoney } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

/** What `npm start` promises of a second start, on a machine that does nothing else. */
const READY_WITHIN_MS = 15_000;
const ORDERS = [...statedMoney(shopBodies()).keys()];

afterAll(stopSystems, 60_000);

/** The promise in wall time on this machine now: where more wants to run than there are processors, everyone waits. */
function readyWithinMs(): number {
  const [load = 0] = loadavg();
  return READY_WITHIN_MS * Math.max(1, load / availableParallelism());
}

/** Everything that must be the same after a restart. */
async function memory(system: System): Promise<object> {
  const { currencies } = await trialBalance(system);
  const { head, events, ok } = await verifyRecord(system);
  const ledgers = await Promise.all(ORDERS.map((orderId) => ledgerOf(system, orderId)));
  return { currencies, ledgers, entries: await journal(system), head, events, ok };
}

describe.each([
  { name: 'every service in a process of its own', single: false },
  { name: '--single', single: true },
])('$name', ({ single }) => {
  let home: string;
  let before: object;

  it('starts, books and records', async () => {
    const system = await startSystem({ single });
    home = system.home;
    const { services } = system.run();
    const processes = new Set(Object.values(services).map(({ pid }) => pid));
    expect(processes.size).toBe(single ? 1 : Object.keys(services).length);
    for (const { topic, bytes } of shopBodies()) expect((await system.post(topic, bytes)).status).toBe(200);
    await drained(system);
    before = await memory(system);
    expect(before).toMatchObject({ ok: true });
    expect(await recordedDeliveries(system)).toHaveLength(shopBodies().length);
    expect((await ledgerOf(system, ORDERS[0]!)).entries).not.toEqual([]);
    const processesBefore = system.processes();
    expect(processesBefore.length).toBeGreaterThanOrEqual(single ? 5 : 7);
    expect(await system.stop({ keepData: true })).toEqual([]);
  }, 120_000);

  it('is ready again within 15 seconds with all its data, and goes on', async () => {
    const system = await startSystem({ single, home });
    expect(system.readyAfterMs).toBeLessThan(readyWithinMs());
    expect(await memory(system)).toEqual(before);
    const { topic, bytes } = shopBodies().find(({ file }) => file === 'orders_paid.json')!;
    expect((await system.post(topic, bytes)).status).toBe(200);
    await drained(system);
    expect(await verifyRecord(system)).toMatchObject({ ok: true });
    expect(await recordedDeliveries(system)).toHaveLength(shopBodies().length + 1);
    expect(await journal(system)).toEqual((before as { entries: unknown }).entries);
    expect(await system.stop()).toEqual([]);
    expect(() => system.run()).toThrow(/nothing runs/);
  }, 120_000);
});
