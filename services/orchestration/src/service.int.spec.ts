import { createDataSource } from '@vividwalls/persistence';
import { RunningOrchestration } from './testing/running-orchestration.js';

let orchestration: RunningOrchestration;
beforeAll(async () => {
  orchestration = await RunningOrchestration.start('orchestration-service');
});
afterAll(() => orchestration?.stop());

describe('the orchestration service', () => {
  it('is ready once it has its database and its broker', async () => {
    const { status, body } = await orchestration.get('/health/ready');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { checks: { database: { ok: true }, broker: { ok: true } } },
    });
  });

  it('tells nobody without the scope', async () => {
    const status = '/api/orchestration/messaging/status';
    expect((await orchestration.get(status)).status).toBe(200);
    expect((await orchestration.get(status, { scopes: ['finance:*'] })).status).toBe(403);
  });

  it('can read nothing of what finance has', async () => {
    const { database } = orchestration;
    const finance = await createDataSource({ url: database.urlOf('vw_finance_owner'), schema: 'finance' }).initialize();
    try {
      await finance.query('CREATE TABLE finance.books (entry text)');
      await finance.query('SELECT entry FROM finance.books');
    } finally {
      await finance.destroy();
    }
    const { dataSource } = database;
    await expect(dataSource.query('SELECT entry FROM finance.books')).rejects.toMatchObject({ code: '42501' });
  });
});
