import { readInboxFigures } from '@vividwalls/contracts';
import { connectBroker, Requests } from '@vividwalls/messaging';
import { createDataSource } from '@vividwalls/persistence';
import { RunningGovernance } from './testing/running-governance.js';

let governance: RunningGovernance;
beforeAll(async () => {
  governance = await RunningGovernance.start('governance-service');
});
afterAll(() => governance?.stop());

describe('the governance service', () => {
  it('is ready once it has its database and its broker', async () => {
    const { status, body } = await governance.get('/health/ready');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { checks: { database: { ok: true }, broker: { ok: true } } },
    });
  });

  it('tells nobody without the scope', async () => {
    const status = '/api/governance/messaging/status';
    expect((await governance.get(status)).status).toBe(200);
    expect((await governance.get(status, { scopes: ['finance:*'] })).status).toBe(403);
  });

  it('tells other services how much waits for people', async () => {
    const asker = await connectBroker({ url: governance.natsUrl('orchestration'), name: 'spec' });
    try {
      const requests = new Requests({ namespace: 'vw', service: 'orchestration', connection: asker });
      const asked = {
        figures: ['approvals_waiting'],
        from: '2026-11-01T00:00:00Z',
        to: '2099-01-01T00:00:00Z',
      } as const;
      const { figures } = await requests.ask(readInboxFigures, asked);
      expect(figures).toMatchObject([{ name: 'approvals_waiting', value: '0', unit: 'count', reason: null }]);
    } finally {
      await asker.close();
    }
  });

  it('can read nothing of what finance has', async () => {
    const { database } = governance;
    const finance = await createDataSource({ url: database.urlOf('vw_finance_owner'), schema: 'finance' }).initialize();
    try {
      await finance.query('CREATE TABLE finance.books (entry text)');
    } finally {
      await finance.destroy();
    }
    await expect(database.dataSource.query('SELECT entry FROM finance.books')).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    ['UPDATE approval_votes SET vote = vote', 'a vote'],
    ['DELETE FROM approval_timeline', 'a trail'],
    ['UPDATE policy_versions SET when_source = when_source', 'what a policy said'],
    [`UPDATE approvals SET digest = digest`, 'what was asked'],
    ['DELETE FROM approvals', 'a question'],
  ])('may not run %s: %s stays', async (statement) => {
    await expect(governance.database.dataSource.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
