import { eventually } from '@vividwalls/testing';
import { MAX_ATTEMPTS } from '../limits.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import type { Delivery } from './consumer-definition.js';
import { Trials } from './trials.js';

const PATIENCE = { timeoutMs: 30_000 };

describe('what is known of messages that did not work', () => {
  let trial: Trial;
  let trials: Trials;
  beforeAll(async () => {
    trial = await startTrial('trials');
    trials = new Trials(trial.dataSource, 'trial');
  }, 60_000);
  afterEach(() => trial.reset());
  afterAll(() => trial.close());

  const delivery = (sequence: number, deliveryCount = 2): Delivery => ({
    stream: 'TRIAL',
    streamCreatedAt: '2026-01-01T00:00:00Z',
    sequence,
    subject: 'vw.trial.thing.counted',
    storedAt: new Date(),
    deliveryCount,
    bytes: new Uint8Array(),
    headers: {},
  });
  const noted = () => trial.dataSource.query<unknown[]>('SELECT * FROM trials');

  it('is how often each failed, for each consumer, and in each life of its stream', async () => {
    expect(await trials.failed(delivery(1))).toBe(1);
    expect(await trials.failed(delivery(1))).toBe(2);
    expect(await trials.failed(delivery(2))).toBe(1);
    expect(await trials.failed({ ...delivery(1), streamCreatedAt: '2026-02-02T00:00:00Z' })).toBe(1);
    expect(await new Trials(trial.dataSource, 'other').failed(delivery(1))).toBe(1);
  });

  it('is how often each was begun alone since it last came to an outcome: to fail is one', async () => {
    expect(await trials.begunAlone(delivery(1))).toBe(1);
    expect(await trials.begunAlone(delivery(1))).toBe(2);
    expect(await trials.failed(delivery(1))).toBe(1);
    expect(await trials.begunAlone(delivery(1))).toBe(1);
    expect(await trials.failed(delivery(1))).toBe(2);
  });

  it('is forgotten with an outcome, and costs nothing for what was delivered once', async () => {
    for (const sequence of [1, 2, 3]) await trials.failed(delivery(sequence));
    await trials.forget(trial.dataSource, [delivery(1), delivery(2), delivery(3, 1)]);
    expect(await noted()).toHaveLength(1);
  });

  it('makes an event that failed once too often a dead letter, with its error and the number of its failures', async () => {
    const consumer = trial.consumer(({ envelope, ...place }) => {
      if (envelope.subject !== 'k1') return;
      throw new Error(`no luck at ${place.sequence}`);
    });
    await consumer.start();
    await trial.send(counted(3));
    // The delays of all its failures would take minutes.
    await eventually(async () => expect(await noted()).toHaveLength(1), PATIENCE);
    await trial.dataSource.query('UPDATE trials SET failures = $1', [MAX_ATTEMPTS - 1]);
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
    const [letter] = await trial.deadLetters();
    expect(letter!.data).toMatchObject({ reason: 'attempts exhausted', attempts: MAX_ATTEMPTS });
    expect(letter!.data['error']).toMatch(/no luck at 2\n.*at /);
    await eventually(async () => expect(await noted()).toEqual([]), PATIENCE);
    expect((await trial.effects()).map(({ key }) => key).sort()).toEqual(['k0', 'k2']);
  }, 60_000);
});
