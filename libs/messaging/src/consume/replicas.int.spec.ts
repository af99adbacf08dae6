import { eventually } from '@vividwalls/testing';
import type { BatchConsumer } from './batch-consumer.js';
import { durableState } from '../testing/durable-state.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

const PATIENCE = { timeoutMs: 60_000 };
/** So long that a machine with much else to do does not take a busy replica for a dead one. */
const ACK_WAIT_MS = 2_000;

describe('replicas of a consumer', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('replicas')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();
  const subjects = (n: number) =>
    counted(n)
      .map(({ subject }) => subject)
      .sort();

  it('share a durable: each event takes effect once, and each replica gets some', async () => {
    const replicas = [];
    for (let replica = 0; replica < 2; replica += 1) {
      replicas.push(trial.consumerWith({ connection: await trial.connect(), maxBatch: 20 }));
    }
    await Promise.all(replicas.map((replica) => replica.start()));
    for (let round = 0; round < 5; round += 1) {
      await trial.send(counted(1_000).slice(200 * round, 200 * (round + 1)));
      await eventually(async () => expect(await keys()).toHaveLength(200 * (round + 1)), PATIENCE);
    }
    expect(await keys()).toEqual(subjects(1_000));
    for (const replica of replicas) expect(replica.handled).toBeGreaterThan(0);
  }, 90_000);

  it('take each other’s work over when one is cut off in the middle, without a second effect', async () => {
    const door = Promise.withResolvers<void>();
    const lost = await trial.connect();
    const first = trial.consumerWith({
      connection: lost,
      durable: { ackWaitMs: ACK_WAIT_MS },
      before: () => door.promise,
    });
    await first.start();
    await trial.send(counted(50));
    await eventually(() => expect(first.inFlight.messages).toBe(50), PATIENCE);
    const second = trial.consumerWith({ connection: await trial.connect(), durable: { ackWaitMs: ACK_WAIT_MS } });
    await second.start();
    await lost.close();
    // The first one has claimed them in a transaction that is still open; the second one waits for its end.
    await eventually(() => expect(second.inFlight.messages).toBe(50), PATIENCE);
    door.resolve();
    await eventually(async () => expect(await keys()).toEqual(subjects(50)), PATIENCE);
    await eventually(async () => expect((await durableState(trial.connection)).ackPending).toBe(0), PATIENCE);
    expect(await keys()).toEqual(subjects(50));
    // How many the first one had claimed is the broker's choice: the second one finds those done, and does the others itself.
    const effects = (one: BatchConsumer) => one.handled - one.repeats;
    await eventually(() => expect(effects(first) + effects(second)).toBe(50), PATIENCE);
    expect(second.handled).toBe(50);
    expect(second.repeats).toBeGreaterThan(0);
  }, 90_000);

  it('are not given what another one is still working on, however long it takes', async () => {
    const door = Promise.withResolvers<void>();
    const durable = { ackWaitMs: ACK_WAIT_MS };
    const first = trial.consumerWith({ connection: await trial.connect(), durable, before: () => door.promise });
    await first.start();
    await trial.send(counted(50));
    await eventually(() => expect(first.inFlight.messages).toBe(50), PATIENCE);
    const second = trial.consumerWith({ connection: await trial.connect(), durable });
    await second.start();
    const began = performance.now();
    await eventually(() => performance.now() - began > 2 * ACK_WAIT_MS, PATIENCE);
    expect(await durableState(trial.connection)).toMatchObject({ ackPending: 50, redelivered: 0 });
    expect(second.inFlight.messages).toBe(0);
    door.resolve();
    await eventually(async () => expect(await keys()).toEqual(subjects(50)), PATIENCE);
    expect(second.handled).toBe(0);
  }, 60_000);
});
