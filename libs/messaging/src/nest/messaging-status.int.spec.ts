import { jetstreamManager } from '@nats-io/jetstream';
import { startTrial, type Trial } from '../testing/trial.js';
import { consumerStatus } from './messaging-status.js';

describe('the status of a consumer', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('status')), 60_000);
  afterEach(() => trial.reset());
  afterAll(() => trial.close());

  it('tells its lag by stream', async () => {
    const consumer = trial.consumer();
    await consumer.start();
    const { lag, lagError } = await consumerStatus(await jetstreamManager(trial.connection), consumer);
    expect(lag).toContainEqual({
      ...{ stream: 'TRIAL', pending: 0, unacknowledged: 0, redelivered: 0, lastDeliveredAt: null },
    });
    expect(lagError).toBeNull();
  });

  it('says why when the broker cannot tell, and never 0', async () => {
    const { lag, lagError } = await consumerStatus(await jetstreamManager(trial.connection), trial.consumer());
    expect([lag, lagError]).toEqual([null, 'consumer not found']);
  });
});
