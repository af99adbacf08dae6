import { OrderBooked } from '@vividwalls/events';
import { eventually } from '@vividwalls/testing';
import { RunningOrchestration, type Answered } from '../../testing/running-orchestration.js';
import type {
  ComparisonPageView,
  MigrationBoardView,
  MigrationDetailView,
  MigrationPageView,
  MigrationView,
} from './migration-view.js';

const API = '/api/orchestration/migrations';

let orchestration: RunningOrchestration;
beforeAll(async () => {
  orchestration = await RunningOrchestration.start('migrations-api');
  expect((await orchestration.post(`${API}/plan-all`, {})).status).toBe(200);
});
afterAll(() => orchestration?.stop());

interface ProblemBody {
  readonly detail: string;
  readonly state?: string;
  readonly errors?: readonly { readonly pointer: string }[];
}

const list = async (query = ''): Promise<MigrationPageView> =>
  (await orchestration.get<MigrationPageView>(`${API}${query}`)).body;
const show = async (id: string): Promise<MigrationDetailView> =>
  (await orchestration.get<MigrationDetailView>(`${API}/${id}`)).body;

let taken = 0;
/** A planned migration that no other case has. */
async function fresh(): Promise<MigrationView> {
  const { items } = await list(`?limit=1000`);
  return items.filter(({ state }) => state === 'planned').at((taken -= 1))!;
}

describe('the migrations', () => {
  it('are listed in pages, by state and by target', async () => {
    const all = await list('?limit=1000');
    expect(all.items.length).toBeGreaterThan(50);
    const first = await list('?limit=3&state=planned');
    expect(first.items).toHaveLength(3);
    const second = await list(`?limit=3&state=planned&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.slice(0, 6).map(({ id }) => id));
    const { targetAgentId } = all.items[0]!;
    const ofTarget = await list(`?limit=1000&targetAgentId=${targetAgentId}`);
    expect(ofTarget.items).toEqual(all.items.filter((one) => one.targetAgentId === targetAgentId));
    expect((await list('?state=retired')).items).toEqual([]);
  });

  it('are shown with their gates, figures, settings and steps', async () => {
    const { id } = await fresh();
    await orchestration.post(`${API}/${id}/advance`, { from: 'planned' });
    const detail = await show(id);
    expect(detail).toMatchObject({
      ...{ id, state: 'shadow', run: 1, isAutomatic: true },
      settings: { gates: { matchShare: 0.95, minSamples: null }, advanceUpTo: null },
      arms: { legacy: { samples: 0, errors: 0 }, target: { samples: 0, errors: 0 } },
      moves: [
        { from: 'planned', to: 'shadow', actor: 'user:spec' },
        { from: null, to: 'planned' },
      ],
    });
    expect(detail.findings.map(({ gate, verdict }) => `${gate} ${verdict}`)).toEqual([
      ...['readiness passed', 'samples unknown', 'match unknown', 'errors unknown', 'p95 unknown'],
    ]);
    const comparisons = await orchestration.get<ComparisonPageView>(`${API}/${id}/comparisons?verdict=difference`);
    expect(comparisons.body).toEqual({ items: [] });
  });

  it('stand on a board with what the detail of each says', async () => {
    const { id } = await fresh();
    await orchestration.post(`${API}/${id}/advance`, { from: 'planned' });
    const { body } = await orchestration.get<MigrationBoardView>('/api/orchestration/migration-board');
    const all = await list('?limit=1000');
    expect(body.items.map((one) => one.id)).toEqual(all.items.map((one) => one.id));
    expect(body.states.reduce((sum, { migrations }) => sum + migrations, 0)).toBe(all.items.length);
    const { settings, excluded, shadow, moves, settingsChanges, ...standing } = await show(id);
    expect(body.items.find((one) => one.id === id)).toEqual(standing);
    expect(standing).toMatchObject({ leadsTo: 'canary_10', canRollBack: true, match: { percent: null } });
    expect(standing.match.reason).toBe('nothing compared yet');
    const planned = body.items.find(({ state }) => state === 'planned')!;
    expect(planned).toMatchObject({ leadsTo: 'shadow', canRollBack: false, findings: [{ gate: 'readiness' }] });
    expect([settings, excluded, shadow, moves, settingsChanges].every(Boolean)).toBe(true);
  });

  it('go forward and back, and say why they don’t', async () => {
    const { id } = await fresh();
    const advance = (body: object): Promise<Answered<ProblemBody>> => orchestration.post(`${API}/${id}/advance`, body);
    expect((await advance({ from: 'planned' })).status).toBe(200);
    const gates = await advance({ from: 'shadow' });
    expect(gates).toMatchObject({
      status: 409,
      body: { state: 'shadow', detail: expect.stringMatching(/samples unknown/) },
    });
    const stale = await advance({ from: 'planned' });
    expect(stale).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/^It is shadow since/) } });
    const back = await orchestration.post<MigrationView>(`${API}/${id}/rollback`, { reason: 'Two complaints' });
    expect(back).toMatchObject({ status: 200, body: { state: 'rolled_back' } });
    const { body } = await orchestration.get<MigrationBoardView>('/api/orchestration/migration-board');
    expect(body.items.find((one) => one.id === id)?.stateReason).toBe('Two complaints');
    const twice = await orchestration.post<ProblemBody>(`${API}/${id}/rollback`, { reason: 'Two complaints' });
    expect(twice).toMatchObject({ status: 409, body: { detail: 'It is rolled back already: the legacy agent acts.' } });
    const { targetAgentId, personaId, legacyAgentIds } = back.body;
    const again = { targetAgentId, personaId, legacyAgentIds, reason: 'Mended' };
    expect(await orchestration.post(API, again)).toMatchObject({ status: 201, body: { id, state: 'planned', run: 2 } });
  });

  it('do a request once for its key', async () => {
    const { id } = await fresh();
    const headers = { 'idempotency-key': 'advance-once' };
    const asked = () => orchestration.post<MigrationView>(`${API}/${id}/advance`, { from: 'planned' }, { headers });
    const [one, two] = [await asked(), await asked()];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body).toEqual(one.body);
  });

  it('are changed by people who may approve, and by no agent', async () => {
    const { id } = await fresh();
    const agent = { actor: 'agent:b2b-sales-agent' };
    const reader = { scopes: ['orchestration:read', 'orchestration:write'] };
    expect((await orchestration.post(`${API}/${id}/advance`, { from: 'planned' }, agent)).status).toBe(403);
    expect((await orchestration.post(`${API}/${id}/rollback`, { reason: 'no reason' }, agent)).status).toBe(403);
    expect((await orchestration.put(`${API}/${id}/settings`, {}, agent)).status).toBe(403);
    expect((await orchestration.post(`${API}/plan-all`, {}, agent)).status).toBe(403);
    expect((await orchestration.post(`${API}/${id}/advance`, { from: 'planned' }, reader)).status).toBe(403);
    expect((await show(id)).state).toBe('planned');
  });

  it('keep what is set, and refuse what makes no sense with every fault', async () => {
    const { id } = await fresh();
    const put = (body: object) => orchestration.put<ProblemBody>(`${API}/${id}/settings`, body);
    expect((await put({ gates: { matchShare: 0.9 }, advanceUpTo: 'active' })).status).toBe(200);
    const rule = { name: 'hotels', when: 'customerType == "hospitality"' };
    expect((await put({ gates: { minSamples: 5 }, excluded: [rule] })).status).toBe(200);
    expect(await show(id)).toMatchObject({
      settings: { gates: { matchShare: 0.9, minSamples: 5, errorMargin: 0.05 }, advanceUpTo: 'active' },
      excluded: [rule],
    });
    const faulty = await put({ gates: { matchShare: 2 }, thresholds: { p95Ms: null } });
    expect(faulty.status).toBe(422);
    expect(faulty.body.errors?.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/gates/matchShare', '/thresholds/p95Ms']),
    );
    const noRule = await put({ excluded: [rule, { name: 'odd', when: 'customerTyp == 1' }] });
    expect(noRule).toMatchObject({ status: 422, body: { errors: [{ pointer: '/excluded/1/when' }] } });
  });

  it('show who set what otherwise, and refuse a change of what somebody has not seen', async () => {
    const { id, version } = await fresh();
    const put = (body: object) => orchestration.put<ProblemBody & MigrationView>(`${API}/${id}/settings`, body);
    const excluded = [{ name: 'hotels', when: 'false' }];
    expect((await put({ isAutomatic: false, excluded, expectedVersion: version })).body).toMatchObject({
      ...{ version: version + 1, isAutomatic: false },
    });
    expect(await put({ isAutomatic: true, expectedVersion: version })).toMatchObject({ status: 409 });
    expect((await put({ expectedVersion: 0 })).status).toBe(422);
    expect(await put({ excluded: [...excluded, ...excluded] })).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: '/excluded' }] } },
    });
    const { settingsChanges, moves } = await show(id);
    expect(settingsChanges).toEqual([
      {
        ...{ version: version + 1, actor: 'user:spec', at: expect.any(String) as string },
        changes: expect.arrayContaining([
          { setting: 'isAutomatic', before: 'true', after: 'false' },
          { setting: 'excluded: hotels', before: null, after: 'false' },
          { setting: 'excluded: escalations', before: expect.any(String) as string, after: null },
        ]) as unknown,
      },
    ]);
    expect(moves).toHaveLength(1);
  });

  it('that are not there are not found', async () => {
    const nowhere = `${API}/0199f3c1-7a10-7c3e-9b51-0c6a5e1d2f77`;
    expect((await orchestration.get(nowhere)).status).toBe(404);
    expect((await orchestration.get(`${nowhere}/comparisons`)).status).toBe(404);
    expect((await orchestration.post(`${nowhere}/rollback`, { reason: 'no reason' })).status).toBe(404);
  });

  it('hear from finance what orders stand at', async () => {
    orchestration.tell(OrderBooked, 'order-1', {
      order: {
        ...{ orderId: 'order-1', customerId: 'customer-1', currency: 'USD', test: false, netRevenueMinor: '12345' },
        ...{
          placedAt: '2026-11-22T12:00:00.000Z',
          capturedMinor: '12345',
          returnedMinor: '0',
          processorFeesMinor: '0',
        },
      },
      entries: [],
    });
    await eventually(async () =>
      expect(await orchestration.database.dataSource.query('SELECT order_id, net_minor FROM order_standings')).toEqual([
        { order_id: 'order-1', net_minor: '12345' },
      ]),
    );
  });
});
