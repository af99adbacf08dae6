import { connect } from '@nats-io/transport-node';
import { Client } from 'pg';
import { createTestDatabase, eventually, natsOptions, startTestNats, testRedis } from './index.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('test servers', () => {
  it('gives each spec file a database of its own', async () => {
    const [one, two] = await Promise.all([createTestDatabase('Spec one'), createTestDatabase('Spec one')]);
    await ask(one.adminUrl, 'CREATE TABLE seen (id int)');
    await expect(ask(two.adminUrl, 'SELECT * FROM seen')).rejects.toThrow('does not exist');
    expect(one.name).toMatch(/^spec_one_/);
    await Promise.all([one.drop(), two.drop()]);
    await expect(ask(one.adminUrl, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  it('starts a nats-server that comes back on its port after kill -9', async () => {
    const nats = await startTestNats();
    try {
      const options = { ...natsOptions(nats.url), reconnect: false };
      const before = await connect(options);
      await nats.kill9();
      await eventually(() => before.isClosed());
      await expect(connect(options)).rejects.toThrow('refused');
      await nats.start();
      const after = await connect(options);
      expect(after.info?.jetstream).toBe(true);
      await after.close();
    } finally {
      await nats.stop();
    }
    expect(nats.pid).toBeUndefined();
  });

  it('gives an empty Redis database', async () => {
    const redis = await testRedis();
    expect(new URL(redis.url).pathname).toBe(`/${process.env.JEST_WORKER_ID}`);
    await expect(redis.flush()).resolves.toBeUndefined();
  });
});
