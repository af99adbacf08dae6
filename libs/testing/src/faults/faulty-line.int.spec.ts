import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type NatsServer } from '@vividwalls/local';
import { Client } from 'pg';
import { eventually } from '../eventually.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { natsOptions, startTestNats } from '../test-nats.js';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.js';

/** The same address, but through the proxy. */
function through(proxy: FaultyProxy, url: string): string {
  const address = new URL(url);
  address.port = String(proxy.port);
  address.hostname = '127.0.0.1';
  return address.href;
}

describe('a faulty line to PostgreSQL', () => {
  let database: TestDatabase;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    database = await createTestDatabase('faulty line');
    proxy = await startFaultyProxy({ targetPort: Number(new URL(database.adminUrl).port) });
  });
  afterAll(async () => {
    await proxy.close();
    await database.drop();
  });

  it('loses the answer of a commit, not the commit', async () => {
    const client = new Client({ connectionString: through(proxy, database.adminUrl) });
    client.on('error', () => {}); // The cut is meant.
    await client.connect();
    await client.query('CREATE TABLE effect (id int)');
    await client.query('BEGIN');
    await client.query('INSERT INTO effect VALUES (1)');
    proxy.delay(300);
    const commit = expect(client.query('COMMIT')).rejects.toThrow();
    const direct = new Client({ connectionString: database.adminUrl });
    await direct.connect();
    await eventually(async () => (await direct.query('SELECT * FROM effect')).rowCount === 1);
    await proxy.cut();
    await commit;
    expect((await direct.query('SELECT * FROM effect')).rowCount).toBe(1);
    await direct.end();
    await proxy.restore();
  });
});

describe('a faulty line to NATS', () => {
  let nats: NatsServer;
  let proxy: FaultyProxy;
  let connection: NatsConnection;
  beforeAll(async () => {
    nats = await startTestNats();
    proxy = await startFaultyProxy({ targetPort: nats.port });
    connection = await connect({ ...natsOptions(through(proxy, nats.url)), reconnectTimeWait: 20, pingInterval: 100 });
    await (await jetstreamManager(connection)).streams.add({ name: 'LINE', subjects: ['line.>'] });
  });
  afterAll(async () => {
    await connection.close();
    await proxy.close();
    await nats.stop();
  });

  it('is found again by its client after a cut', async () => {
    await proxy.cut();
    await expect(jetstream(connection).publish('line.cut', '', { timeout: 300 })).rejects.toThrow();
    await proxy.restore();
    const { stream } = await eventually(() => jetstream(connection).publish('line.cut', '', { timeout: 300 }));
    expect(stream).toBe('LINE');
    expect(proxy.counters.accepted).toBeGreaterThanOrEqual(2);
  });

  it('delivers a message that its sender has given up, so that the repeat is a duplicate', async () => {
    await eventually(() => connection.flush());
    await proxy.halfOpen();
    const options = { msgID: 'once', timeout: 300 };
    await expect(jetstream(connection).publish('line.once', '', options)).rejects.toThrow('timeout');
    await proxy.restore();
    const { duplicate } = await eventually(() => jetstream(connection).publish('line.once', '', { msgID: 'once' }));
    expect(duplicate).toBe(true);
  });
});
