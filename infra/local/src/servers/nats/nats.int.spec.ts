import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { eventually, natsOptions, startTestNats, type NatsServer } from '@vividwalls/testing';
import { STREAMS } from '@vividwalls/events';
import { services } from '../../services.js';
import { inboxOf } from './permissions.js';

describe('a nats-server of our own', () => {
  let nats: NatsServer;
  const open: NatsConnection[] = [];
  const as = async (url: string): Promise<NatsConnection> => {
    const options = natsOptions(url);
    const connection = await connect({ ...options, inboxPrefix: inboxOf(options.user), reconnect: false });
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    nats = await startTestNats();
    const admin = await jetstreamManager(await as(nats.url));
    for (const name of ['shop', 'finance']) {
      await admin.streams.add({ name: name.toUpperCase(), subjects: [`vw.${name}.>`] });
    }
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });
  afterAll(() => nats.stop());

  it('knows a user for each service, and nobody else', async () => {
    for (const { name } of services) expect((await as(nats.userUrl(name))).isClosed()).toBe(false);
    await expect(as(nats.userUrl('finance').replace(/:[0-9a-f]{48}@/, ':wrong@'))).rejects.toThrow(/authorization/i);
    await expect(connect({ servers: `127.0.0.1:${nats.port}`, reconnect: false })).rejects.toThrow(/authorization/i);
    expect(() => nats.userUrl('stranger')).toThrow('no user stranger');
  });

  it('waits for a client that is slow to name itself', async () => {
    const socket = connectSocket(nats.port, '127.0.0.1');
    let told = '';
    socket.setEncoding('utf8').on('data', (text: string) => (told += text));
    await once(socket, 'connect');
    await pause(3_000); // the server by itself gives up after two
    const [user, pass] = /\/\/([^:]+):([^@]+)@/.exec(nats.userUrl('finance'))!.slice(1);
    socket.write(`CONNECT ${JSON.stringify({ user, pass, verbose: false })}\r\nPING\r\n`);
    await eventually(() => expect(told).toContain('PONG'));
    expect(told).not.toContain('-ERR');
    socket.destroy();
  });

  it('lets a service publish its own facts and no other’s', async () => {
    const finance = jetstream(await as(nats.userUrl('finance')));
    expect((await finance.publish('vw.finance.order.booked', '{}')).stream).toBe('FINANCE');
    await expect(finance.publish('vw.shop.order.paid', '{}', { timeout: 500 })).rejects.toThrow();
  });

  it('lets a service read the streams of others', async () => {
    const gateway = await as(nats.userUrl('gateway'));
    await jetstream(gateway).publish('vw.shop.order.paid', '{"n":1}');
    const audit = await as(nats.userUrl('audit'));
    const manager = await jetstreamManager(audit);
    await manager.consumers.add('SHOP', { durable_name: 'audit', ack_policy: 'explicit' });
    const consumer = await jetstream(audit).consumers.get('SHOP', 'audit');
    const message = await consumer.next({ expires: 2_000 });
    expect(message?.json()).toEqual({ n: 1 });
    expect(await message?.ackAck()).toBe(true);
  });

  it('keeps what it acknowledged through kill -9', async () => {
    await jetstream(await as(nats.userUrl('finance'))).publish('vw.finance.order.booked', '{"kept":true}');
    await nats.kill9();
    const began = Date.now();
    await nats.start();
    expect(Date.now() - began).toBeLessThan(2_000);
    const admin = await jetstreamManager(await as(nats.url));
    await eventually(async () => (await admin.streams.info('FINANCE')).state.messages === 2);
  });

  it('grants each stream to the service that the registry of streams names as its producer, and to no other', () => {
    const granted = services.flatMap(({ name, streams }) => streams.map((stream) => `vw.${stream}.> by ${name}`));
    const declared = STREAMS.flatMap(({ subjects, producer }) =>
      subjects.map((subject) => `${subject} by ${producer}`),
    );
    // Streams of everybody (*) and of the broker itself (null) are granted by the subject; the audit's facts are to come.
    const apart = ['vw.dlq.> by gateway', 'vw.audit.> by audit'];
    const rest = (lines: string[]): string[] =>
      lines.filter((line) => !apart.includes(line) && !/ by (\*|null)$/.test(line)).sort();
    expect(rest(granted)).toEqual(rest(declared));
  });
});
