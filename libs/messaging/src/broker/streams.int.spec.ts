import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { startTestNats, type NatsServer } from '@vividwalls/testing';
import { ACK_WAIT_MS, MAX_DELIVERIES } from '../limits.js';
import { connectBroker } from './connect.js';
import { coreStreams } from './core-streams.js';
import { BrokerMismatch, provisionDurable, provisionStreams, verifyStreams, type StreamSettings } from './streams.js';

describe('the broker’s streams and durables', () => {
  let nats: NatsServer;
  let connection: NatsConnection;
  let manager: JetStreamManager;
  beforeAll(async () => {
    nats = await startTestNats();
    connection = await connectBroker({ url: nats.url, name: 'streams' });
    manager = await jetstreamManager(connection);
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  const stream = (name: string, more: Partial<StreamSettings> = {}): StreamSettings => ({
    name,
    subjects: [`acme.${name.toLowerCase()}.>`],
    description: name,
    maxAgeMs: 86_400_000,
    ...more,
  });
  const differencesOf = async (work: Promise<void>): Promise<readonly string[]> => {
    const failure = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(BrokerMismatch);
    return (failure as BrokerMismatch).differences;
  };

  describe('a stream', () => {
    it('is made when it is missing, and found as declared afterwards', async () => {
      const declared = [stream('MADE'), ...coreStreams('acme')];
      await expect(verifyStreams(connection, declared)).rejects.toThrow('stream not found');
      await provisionStreams(connection, declared);
      await provisionStreams(connection, declared);
      await verifyStreams(connection, declared);
      expect((await manager.streams.info('MADE')).config).toMatchObject({ storage: 'file', retention: 'limits' });
    });

    it('may name its subjects in any order', async () => {
      const declared = [stream('ORDER', { subjects: ['acme.zebra', 'acme.apple', 'acme.mango.>'] })];
      await provisionStreams(connection, declared);
      await verifyStreams(connection, declared);
    });

    it('is refused when it is not as declared, each difference by its name, and left as it is', async () => {
      await provisionStreams(connection, [stream('KEPT'), stream('OTHER')]);
      const changed = [
        stream('KEPT', { subjects: ['acme.kept.>', 'acme.more'], maxAgeMs: 1_000 }),
        stream('OTHER', { replicas: 3 }),
      ];
      const differences = await differencesOf(provisionStreams(connection, changed));
      expect(differences).toEqual([
        'stream KEPT: subjects is ["acme.kept.>"], declared ["acme.kept.>","acme.more"]',
        `stream KEPT: max_age is ${nanos(86_400_000)}, declared ${nanos(1_000)}`,
        'stream OTHER: num_replicas is 1, declared 3',
      ]);
      await verifyStreams(connection, [stream('KEPT'), stream('OTHER')]);
    });

    it('has its description brought up to date, which costs nothing', async () => {
      await provisionStreams(connection, [stream('WORDS')]);
      await provisionStreams(connection, [stream('WORDS', { description: 'other words' })]);
      expect((await manager.streams.info('WORDS')).config.description).toBe('other words');
    });
  });

  describe('a durable', () => {
    beforeAll(() => provisionStreams(connection, [stream('SOURCE')]));
    const durable = { stream: 'SOURCE', durable: 'reader', filterSubjects: ['acme.source.b', 'acme.source.a'] };
    const config = async () => (await manager.consumers.info('SOURCE', 'reader')).config;

    it('is made with the defaults, by as many replicas as start at once', async () => {
      await Promise.all([1, 2, 3].map(() => provisionDurable(manager, durable)));
      expect(await config()).toMatchObject({
        ack_wait: nanos(ACK_WAIT_MS),
        max_deliver: MAX_DELIVERIES,
        filter_subjects: ['acme.source.a', 'acme.source.b'],
      });
    });

    it('is brought up to date when its service wants something else', async () => {
      await provisionDurable(manager, { ...durable, filterSubjects: ['acme.source.c'], ackWaitMs: 500 });
      expect(await config()).toMatchObject({ ack_wait: nanos(500), filter_subjects: ['acme.source.c'] });
    });

    it('that cannot be as declared is refused', async () => {
      await manager.consumers.add('SOURCE', {
        durable_name: 'legacy',
        ack_policy: 'all',
        deliver_policy: 'all',
      } as never);
      await expect(provisionDurable(manager, { ...durable, durable: 'legacy' })).rejects.toThrow();
    });
  });

  describe('an old server', () => {
    let old: Server;
    const sockets = new Set<Socket>();
    beforeAll(async () => {
      const info = { server_id: 'old', version: '2.9.25', proto: 1, headers: true, max_payload: 1_048_576 };
      old = createServer((socket) => {
        sockets.add(socket);
        socket.write(`INFO ${JSON.stringify(info)}\r\n`);
        socket.on('data', (bytes) => bytes.includes('PING') && socket.write('PONG\r\n'));
        socket.on('error', () => undefined);
      });
      await once(old.listen(0, '127.0.0.1'), 'listening');
    });
    afterAll(() => {
      for (const socket of sockets) socket.destroy();
      old.close();
    });

    it('is not worked with', async () => {
      const { port } = old.address() as { port: number };
      await expect(connectBroker({ url: `nats://127.0.0.1:${port}`, name: 'late' })).rejects.toThrow(
        'nats-server 2.9.25 is too old: 2.12 or newer is needed',
      );
    });
  });
});
