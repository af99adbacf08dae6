import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { STREAMS } from '@vividwalls/events';
import { eventually, natsOptions, startTestNats, type NatsServer } from '@vividwalls/testing';
import { ensureStreams } from './streams.js';

/** Nanoseconds, as the broker counts. */
const ACK_WAIT_NS = 200 * 1_000_000;

describe('the streams of the registry', () => {
  let nats: NatsServer;
  let connection: NatsConnection;
  let manager: JetStreamManager;
  beforeAll(async () => {
    nats = await startTestNats();
    connection = await connect(natsOptions(nats.url));
    manager = await jetstreamManager(connection);
    await ensureStreams(nats.url);
  });
  afterAll(async () => {
    await connection?.close();
    await nats?.stop();
  });

  it('are made, and found as declared at the next start', async () => {
    await expect(ensureStreams(nats.url)).resolves.toBeUndefined();
    const names = await manager.streams.names().next();
    expect(names.sort()).toEqual(STREAMS.map(({ name }) => name).sort());
  });

  it('keep what the broker says about a message it gave up, though nobody listens', async () => {
    const client = jetstream(connection);
    const { seq } = await client.publish('vw.shop.order.paid', '{}');
    await manager.consumers.add('SHOP', {
      durable_name: 'dying',
      ack_policy: 'explicit',
      ack_wait: ACK_WAIT_NS,
      max_deliver: 2,
    });
    const consumer = await client.consumers.get('SHOP', 'dying');
    const advisory = await eventually(async () => {
      await consumer.next({ expires: 1_000 });
      const last_by_subj = '$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.SHOP.dying';
      return (await manager.streams.getMessage('ADVISORIES', { last_by_subj }))?.json() ?? false;
    });
    expect(advisory).toMatchObject({ stream: 'SHOP', consumer: 'dying', stream_seq: seq, deliveries: 2 });
  });
});
