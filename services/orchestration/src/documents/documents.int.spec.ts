import { RunningRegistry } from '../registry/testing/running-registry.js';
import { observePaths } from '../registry/observed-paths.js';
import type { CommunicationView } from './communication-view.js';
import type { ConsolidationView } from './consolidation-view.js';

const CONSOLIDATION = '/api/orchestration/consolidation';

let running: RunningRegistry;
beforeAll(async () => {
  running = await RunningRegistry.start('agent-documents');
});
afterAll(() => running?.stop());

const figures = async () => (await running.get<ConsolidationView>(CONSOLIDATION)).body;

describe('the consolidation over REST', () => {
  it('is counted, with the plan beside it', async () => {
    expect(await figures()).toMatchObject({
      ...{ legacyAgents: 121, targetAgents: 28, migrations: 102, observedPaths: 0 },
      ...{ potentialPaths: { before: 14_641, after: 784 }, routes: { after: 126 } },
      plan: { legacyAgents: 48, targetAgents: 28, potentialPaths: { before: 2_304, after: 784 } },
    });
    expect((await figures()).gaps).toHaveLength(5);
  });

  it('follows what happens: paths taken, a home for a gap', async () => {
    await running.database.dataSource.transaction((tx) =>
      observePaths(tx, [{ from: 'sales-director', to: 'b2b-sales-agent' }], new Date('2026-11-29T08:00:00Z')),
    );
    const path = '/api/orchestration/agents/technology-director';
    const director = (await running.get<{ personas: object[]; version: number } & Record<string, unknown>>(path)).body;
    const personas = [...director.personas, { id: 'privacy', name: 'Privacy', legacyAgentId: 'data-privacy-agent' }];
    const { name, department, reportsTo, version: expectedVersion } = director;
    const changed = await running.put(path, { name, department, reportsTo, personas, expectedVersion });
    expect(changed.status).toBe(200);
    const { gaps, observedPaths, migrations } = await figures();
    expect([observedPaths, migrations, gaps.map(({ agentId }) => agentId)]).toEqual([
      ...[1, 103],
      ['compliance-risk-director', 'crisis-management-agent', 'regulatory-compliance-agent', 'risk-assessment-agent'],
    ]);
    const { body } = await running.get<string>(`${CONSOLIDATION}/documents/consolidation-map`);
    expect(body).toContain('| Data Privacy Agent | Compliance | Technology Director | `privacy` |');
  });

  it('has the paths themselves, as many as its figures say', async () => {
    const { body, status } = await running.get<CommunicationView>('/api/orchestration/communication');
    const { routes, potentialPaths, observedPaths, plan } = await figures();
    expect(status).toBe(200);
    expect([body.before.routes.length, body.after.routes.length]).toEqual([routes.before, routes.after]);
    expect([body.before.potentialPaths, body.after.potentialPaths]).toEqual(Object.values(potentialPaths));
    expect([body.taken.length, body.plan]).toEqual([observedPaths, plan]);
    expect(body.taken[0]).toMatchObject({
      from: 'sales-director',
      to: 'b2b-sales-agent',
      messages: 1,
      kind: 'hierarchy',
    });
    expect((await running.get('/api/orchestration/communication', { scopes: ['finance:*'] })).status).toBe(403);
  });

  it.each(['consolidation-map', 'risk-matrix', 'communication-matrix', 'testing-strategy'])(
    'gives the %s',
    async (name) => {
      const { status, headers, body } = await running.get<string>(`${CONSOLIDATION}/documents/${name}`);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
      expect(body).toMatch(/^# /);
    },
  );

  it('gives no other document, and nothing without the right', async () => {
    const other = await running.get<{ detail: string }>(`${CONSOLIDATION}/documents/secrets`);
    expect([other.status, other.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect((await running.get(CONSOLIDATION, { scopes: ['finance:*'] })).status).toBe(403);
  });
});
