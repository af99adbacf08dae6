import { eventually, type ChildProgram } from '@vividwalls/testing';
import { DEATHS_ALONE_MAX } from '../limits.js';
import { trialChild } from '../testing/programs/trial-child.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

const PATIENCE = { timeoutMs: 120_000, intervalMs: 200 };

describe('an event that kills its process every time', () => {
  let trial: Trial;
  let child: ChildProgram;
  beforeAll(async () => {
    trial = await startTrial('deadly events');
    child = trialChild({
      run: 'consumer',
      databaseUrl: trial.databaseUrl,
      natsUrl: trial.nats.url,
      durable: { ackWaitMs: 500 },
      maxBatch: 50,
    });
  }, 60_000);
  afterEach(async () => {
    await child.stop();
    await trial.reset();
  }, 60_000);
  afterAll(() => trial.close());

  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();

  it('ends alone as a dead letter; what it was fetched with, and what came later, takes effect once', async () => {
    const before = counted(17, 'before');
    const after = counted(32, 'after');
    const late = counted(10, 'late');
    const ids = await trial.send([...before, ...counted(1, 'killer'), ...after]);
    await child.start();
    await eventually(() => (child.record.deaths.SIGKILL ?? 0) > 0, PATIENCE);
    await trial.send(late);
    await eventually(async () => {
      child.throwIfBroken();
      expect(await trial.deadLetters()).toHaveLength(1);
    }, PATIENCE);
    expect((await trial.deadLetters())[0]!.data).toMatchObject({
      consumer: 'trial',
      reason: 'deliveries exhausted',
      attempts: DEATHS_ALONE_MAX,
      origin: { stream: 'TRIAL', sequence: 18, eventId: ids[17] },
    });
    const innocent = [...before, ...after, ...late].map(({ subject }) => subject).sort();
    await eventually(async () => expect(await keys()).toEqual(innocent), PATIENCE);
    expect(child.record.unexpectedExits).toEqual([]);
    expect(child.record.deaths.SIGKILL).toBeGreaterThan(DEATHS_ALONE_MAX);
  }, 150_000);
});
