import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { connectBroker } from '@vividwalls/messaging';
import { eventually } from '../eventually.js';
import { natsOptions } from '../test-nats.js';
import { type NatsCluster, startNatsCluster } from './nats-cluster.js';

/** The server has no setting for it; under load it takes several times the usual four to seven seconds. */
const ELECTED_WITHIN_MS = 60_000;

describe('a cluster of three nats-servers', () => {
  let cluster: NatsCluster;
  let startedInMs: number;
  let connection: NatsConnection;
  beforeAll(async () => {
    const began = performance.now();
    cluster = await startNatsCluster();
    startedInMs = performance.now() - began;
    connection = await connectBroker({ url: cluster.url, name: 'spec' });
  });
  afterAll(async () => {
    await connection.close();
    await cluster.stop();
  });

  async function makeStream(name: string): Promise<void> {
    // An election may be under way, and the client waits five seconds for an answer; asked again, it is the same stream.
    await eventually(
      async () => {
        const { streams } = await jetstreamManager(connection);
        await streams.add({ name, subjects: [`${name.toLowerCase()}.>`], num_replicas: 3 });
      },
      { timeoutMs: ELECTED_WITHIN_MS },
    );
  }

  /** Publishes numbers until told to stop, each until it is acknowledged; returns those that were, and the longest pause. */
  function publishing(subject: string): { acknowledged: string[]; stop(): Promise<{ longestPauseMs: number }> } {
    const acknowledged: string[] = [];
    let isWanted = true;
    let longestPauseMs = 0;
    const done = (async () => {
      let lastAt = performance.now();
      for (let n = 0; isWanted; n += 1) {
        await eventually(() => jetstream(connection).publish(subject, '', { msgID: `${n}`, timeout: 1_000 }), {
          timeoutMs: ELECTED_WITHIN_MS,
        });
        acknowledged.push(`${n}`);
        longestPauseMs = Math.max(longestPauseMs, performance.now() - lastAt);
        lastAt = performance.now();
      }
    })();
    const stop = async (): Promise<{ longestPauseMs: number }> => {
      isWanted = false;
      await done;
      return { longestPauseMs };
    };
    return { acknowledged, stop };
  }

  async function kept(stream: string): Promise<string[]> {
    const consumer = await jetstream(connection).consumers.get(stream);
    const { num_pending } = await consumer.info(true);
    const ids: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: num_pending, expires: 10_000 })) {
      ids.push(message.headers?.get('Nats-Msg-Id') ?? '');
    }
    return ids;
  }

  it('is up quickly, as one cluster', async () => {
    expect(startedInMs).toBeLessThan(10_000);
    expect(cluster.servers.map(({ name }) => name)).toEqual(['n1', 'n2', 'n3']);
    await makeStream('MEMBERS');
    const { streams } = await jetstreamManager(connection);
    const { cluster: group } = await streams.info('MEMBERS');
    const members = [group?.leader, ...(group?.replicas ?? []).map(({ name }) => name)];
    expect(members.sort()).toEqual(['n1', 'n2', 'n3']);
    expect((await cluster.leaderOf('MEMBERS')).name).toBe(group?.leader);
    await expect(cluster.leaderOf('NONE')).rejects.toThrow('stream not found');
  });

  it('knows the users of a single server, at every address', async () => {
    for (const url of cluster.userUrl('finance').split(',')) {
      const finance = await connectBroker({ url, name: 'finance' });
      await finance.request('$JS.API.STREAM.INFO.MEMBERS');
      const removal = finance.request('$JS.API.STREAM.DELETE.MEMBERS', '', { timeout: 500 });
      await expect(removal).rejects.toThrow(/permissions violation/i);
      await finance.close();
      const stranger = { ...natsOptions(url), pass: 'wrong', reconnect: false };
      await expect(connect(stranger)).rejects.toThrow(/authorization/i);
    }
  });

  it('keeps every acknowledged message through kill -9 of the leader, twice, and goes on within seconds', async () => {
    await makeStream('KEPT');
    const publisher = publishing('kept.it');
    await eventually(() => publisher.acknowledged.length > 100);
    const first = await cluster.killLeaderOf('KEPT');
    expect(first.pid).toBeUndefined();
    const before = publisher.acknowledged.length;
    await eventually(() => publisher.acknowledged.length > before + 100, { timeoutMs: ELECTED_WITHIN_MS });
    expect((await cluster.leaderOf('KEPT')).name).not.toBe(first.name);
    await first.start();
    await cluster.whenCaughtUp('KEPT');
    // With another one gone, a majority needs the one that was killed first: what it had missed must be there.
    const second = await cluster.killLeaderOf('KEPT');
    const between = publisher.acknowledged.length;
    await eventually(() => publisher.acknowledged.length > between + 100, { timeoutMs: ELECTED_WITHIN_MS });
    const { longestPauseMs } = await publisher.stop();
    expect(longestPauseMs).toBeLessThan(ELECTED_WITHIN_MS);
    const all = await eventually(() => kept('KEPT'), { timeoutMs: ELECTED_WITHIN_MS });
    expect(all).toEqual(publisher.acknowledged);
    await second.start();
    await cluster.whenCaughtUp('KEPT');
  }, 300_000);

  it('answers nobody once the majority is gone, and again once it is back', async () => {
    await Promise.all(cluster.servers.map((server) => server.start()));
    await makeStream('MAJORITY');
    const [one, two] = cluster.servers;
    await Promise.all([one?.kill9(), two?.kill9()]);
    await expect(jetstream(connection).publish('majority.lost', '', { timeout: 1_000 })).rejects.toThrow();
    await Promise.all([one?.start(), two?.start()]);
    await eventually(() => jetstream(connection).publish('majority.back', '', { timeout: 1_000 }), {
      timeoutMs: ELECTED_WITHIN_MS,
    });
    await cluster.whenCaughtUp('MAJORITY');
  }, 240_000);
});
