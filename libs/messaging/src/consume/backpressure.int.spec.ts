import { eventually } from '@vividwalls/testing';
import { Unavailable } from '../errors.js';
import { PREFETCH_BYTES, PREFETCH_MESSAGES } from '../limits.js';
import { durableState } from '../testing/durable-state.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import { Counted } from '../testing/trial-events.js';
import type { BatchConsumer } from './batch-consumer.js';

const PATIENCE = { timeoutMs: 40_000 };
const MEGABYTE = 1024 * 1024;

describe('a consumer that cannot go on', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('backpressure')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();
  const subjects = (n: number) =>
    counted(n)
      .map(({ subject }) => subject)
      .sort();

  /** Blocks at its first event until it is opened. */
  async function blocked(maxBatch?: number) {
    const door = Promise.withResolvers<void>();
    const consumer = trial.consumer(() => door.promise, maxBatch);
    await consumer.start();
    return { consumer, open: () => door.resolve() };
  }

  /** What is held, once nothing more comes in although there is more. */
  async function fullyFetched(consumer: BatchConsumer) {
    let [last, same] = [-1, 0];
    await eventually(() => {
      const { messages } = consumer.inFlight;
      same = messages > 0 && messages === last ? same + 1 : 0;
      last = messages;
      return same >= 20;
    }, PATIENCE);
    return consumer.inFlight;
  }

  it('because a dependency is away waits as a whole, says for what, counts no attempt, and goes on', async () => {
    let isAway = true;
    const consumer = trial.consumer(() => {
      if (isAway) throw new Unavailable('the price service');
    });
    await consumer.start();
    await trial.send(counted(100));
    await eventually(() => expect(consumer.state).toBe('waiting for the price service'), PATIENCE);
    expect(await keys()).toEqual([]);
    isAway = false;
    await eventually(async () => expect(await keys()).toEqual(subjects(100)), PATIENCE);
    expect(consumer.state).toBe('running');
    expect(consumer.retried).toBe(0);
    expect((await durableState(trial.connection)).redelivered).toBe(0);
  }, 60_000);

  it('gives back what it waits with when it is stopped, and another one handles it', async () => {
    const consumer = trial.consumer(() => {
      throw new Unavailable('the price service');
    });
    await consumer.start();
    await trial.send(counted(100));
    await eventually(() => expect(consumer.state).toBe('waiting for the price service'), PATIENCE);
    await consumer.stop();
    await trial.consumer().start();
    await eventually(async () => expect(await keys()).toEqual(subjects(100)), PATIENCE);
  }, 60_000);

  it('fetches no more bytes than twice the prefetch, however many large messages there are', async () => {
    const large = Array.from({ length: 60 }, (_, index) => ({
      event: Counted,
      subject: `k${index}`,
      data: { key: `k${index}`, amount: 1, filling: 'x'.repeat(MEGABYTE) },
    }));
    for (let start = 0; start < large.length; start += 10) await trial.send(large.slice(start, start + 10));
    const { consumer, open } = await blocked(5);
    const { messages, bytes } = await fullyFetched(consumer);
    expect(bytes).toBeLessThanOrEqual(2 * PREFETCH_BYTES + MEGABYTE / 8);
    expect(messages).toBeLessThan(large.length);
    open();
    await eventually(async () => expect(await keys()).toHaveLength(large.length), PATIENCE);
    expect(consumer.repeats).toBe(0);
  }, 90_000);

  it('takes the largest message that the broker lets in, and what comes after it', async () => {
    const largest = new Uint8Array(trial.connection.info!.max_payload).fill(120);
    await trial.client.publish('vw.trial.thing.counted', largest);
    await trial.send(counted(5));
    await trial.consumer().start();
    await eventually(async () => expect(await keys()).toEqual(subjects(5)), PATIENCE);
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
    const [letter] = await trial.deadLetters();
    expect(letter!.data).toMatchObject({ reason: 'permanent', payload: '', origin: { sequence: 1 } });
    expect(letter!.data['error']).toContain(`Without its message of ${largest.length} bytes`);
  }, 60_000);

  it('fetches no more messages than the prefetch, however small they are', async () => {
    await trial.send(counted(3 * PREFETCH_MESSAGES));
    const { consumer, open } = await blocked();
    const { messages } = await fullyFetched(consumer);
    expect(messages).toBeLessThanOrEqual(PREFETCH_MESSAGES);
    expect((await durableState(trial.connection)).ackPending).toBeLessThanOrEqual(PREFETCH_MESSAGES);
    open();
    await eventually(async () => expect(await keys()).toHaveLength(3 * PREFETCH_MESSAGES), PATIENCE);
    expect(consumer.repeats).toBe(0);
  }, 90_000);
});
