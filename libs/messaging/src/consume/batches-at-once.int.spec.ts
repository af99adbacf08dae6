import { eventually } from '@vividwalls/testing';
import { Unavailable } from '../errors.js';
import { GATHER_ENOUGH } from '../limits.js';
import { durableState } from '../testing/durable-state.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

const PATIENCE = { timeoutMs: 30_000 };
const BATCH = 120;

describe('several batches at once', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('batches-at-once')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  const subjects = (events: ReturnType<typeof counted>) => events.map(({ subject }) => subject).sort();
  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();

  /** A consumer whose first batch, of one event, stands at a door. */
  async function held(batchesAtOnce: number, extra: Parameters<Trial['consumerWith']>[0] = {}) {
    const door = Promise.withResolvers<void>();
    const [first] = subjects(counted(1));
    const before = ({ envelope }: { envelope: { subject: string } }) =>
      envelope.subject === first ? door.promise : undefined;
    const consumer = trial.consumerWith({ batchesAtOnce, maxBatch: BATCH, before, ...extra });
    await trial.send(counted(1));
    await consumer.start();
    await eventually(() => expect(consumer.batches).toBe(1), PATIENCE);
    return { door, consumer };
  }
  const all = () => counted(1 + 2 * BATCH);
  const later = () => all().slice(1);

  it('begins a second one while the first waits', async () => {
    const { door, consumer } = await held(2);
    await trial.send(later());
    await eventually(async () => expect((await keys()).length).toBeGreaterThanOrEqual(GATHER_ENOUGH), PATIENCE);
    // What is left and is not enough for a batch waits for the first.
    await eventually(() => expect(consumer.inFlight.messages).toBeLessThan(1 + GATHER_ENOUGH), PATIENCE);
    expect(await keys()).not.toContain(all()[0]!.subject);
    door.resolve();
    await eventually(async () => expect(await keys()).toEqual(subjects(all())), PATIENCE);
    await eventually(async () => expect((await durableState(trial.connection)).ackPending).toBe(0), PATIENCE);
    expect(consumer.handled).toBe(1 + 2 * BATCH);
  }, 60_000);

  it('has one under way where nothing else is said', async () => {
    const { door, consumer } = await held(1);
    await trial.send(later());
    await eventually(() => expect(consumer.inFlight.messages).toBe(1 + 2 * BATCH), PATIENCE);
    expect(await keys()).toEqual([]);
    door.resolve();
    await eventually(async () => expect(await keys()).toEqual(subjects(all())), PATIENCE);
  }, 60_000);

  it('does not begin a further one for a handful', async () => {
    const { door, consumer } = await held(2);
    await trial.send(later().slice(0, 5));
    await eventually(() => expect(consumer.inFlight.messages).toBe(6), PATIENCE);
    expect(consumer.batches).toBe(1);
    door.resolve();
    await eventually(async () => expect(await keys()).toHaveLength(6), PATIENCE);
  }, 60_000);

  it('isolates a bad event of one, and the other commits', async () => {
    const bad = later()[7]!.subject;
    const { door, consumer } = await held(2, {
      before: ({ envelope }) => (envelope.subject === bad ? Promise.reject(new Error('bad')) : undefined),
      durable: { maxDeliveries: 3 },
    });
    await trial.send(later());
    await eventually(async () => expect(await keys()).toHaveLength(2 * BATCH), PATIENCE);
    expect(await keys()).not.toContain(bad);
    door.resolve();
    await consumer.stop();
  }, 60_000);

  it('is waiting as long as one of them waits, although the other commits', async () => {
    let isAway = true;
    const [first] = subjects(counted(1));
    const { consumer } = await held(2, {
      before: ({ envelope }) =>
        envelope.subject === first && isAway ? Promise.reject(new Unavailable('the oracle')) : undefined,
    });
    await trial.send(later());
    await eventually(async () => expect((await keys()).length).toBeGreaterThanOrEqual(GATHER_ENOUGH), PATIENCE);
    expect(consumer.state).toBe('waiting for the oracle');
    isAway = false;
    await eventually(async () => expect(await keys()).toEqual(subjects(all())), PATIENCE);
    await eventually(() => expect(consumer.state).toBe('running'), PATIENCE);
  }, 60_000);

  it('gives nothing away and does nothing twice when it is stopped in the middle of two', async () => {
    const { door, consumer } = await held(2);
    await trial.send(later());
    const stopped = consumer.stop();
    door.resolve();
    await stopped;
    await trial.consumerWith({}).start();
    await eventually(async () => expect(await keys()).toEqual(subjects(all())), PATIENCE);
  }, 60_000);
});
