import { jetstreamManager } from '@nats-io/jetstream';
import { eventually, startNatsCluster, type NatsCluster } from '@vividwalls/testing';
import { counted, NAMESPACE, startTrial, type Trial } from '../testing/trial.js';
import { coreStreams } from './core-streams.js';
import { provisionStreams } from './streams.js';

const REPLICAS = 3;
const TRANSACTIONS = 300;
const EVENTS_EACH = 20;
/** An election takes up to ten seconds, and on a busy machine several times that. */
const RECOVERED_WITHIN_MS = 150_000;

describe('on a broker of three nodes', () => {
  let trial: Trial;
  let cluster: NatsCluster;
  beforeAll(async () => {
    [trial, cluster] = await Promise.all([startTrial('cluster'), startNatsCluster(REPLICAS)]);
  }, 60_000);
  afterAll(async () => {
    await trial.close();
    await cluster.stop();
  }, 60_000);

  it('every event takes effect once although the leader of the stream is killed under load', async () => {
    const connection = await trial.connect(cluster.url);
    const streams = [
      { name: 'TRIAL', subjects: ['vw.trial.>'], description: 'TRIAL', maxAgeMs: 0 },
      ...coreStreams(NAMESPACE),
    ];
    await provisionStreams(
      connection,
      streams.map((stream) => ({ ...stream, replicas: REPLICAS })),
    );
    const relay = trial.relay({ connection });
    const consumer = trial.consumerWith({ connection, committed: () => relay.wake() });
    relay.start();
    await consumer.start();
    for (let transaction = 0; transaction < TRANSACTIONS; transaction += 1) {
      await trial.append(counted(EVENTS_EACH, `t${transaction}-`));
      relay.wake();
      if (transaction === TRANSACTIONS / 3) void cluster.killLeaderOf('TRIAL');
    }
    const expected = TRANSACTIONS * EVENTS_EACH;
    await eventually(async () => expect(await trial.effects()).toHaveLength(expected), {
      timeoutMs: RECOVERED_WITHIN_MS,
    });
    expect(new Set((await trial.effects()).map(({ event_id }) => event_id)).size).toBe(expected);
    const { state } = await (await jetstreamManager(connection)).streams.info('TRIAL');
    expect(state.messages).toBe(expected);
  }, 240_000);
});
