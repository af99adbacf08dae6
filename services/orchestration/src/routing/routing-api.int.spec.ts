import { seededLabels } from './seeds/seeds.js';
import { RunningRouting } from './testing/running-routing.js';
import type { RoutingAccuracyView, RoutingExplanationView } from './api/routing-views.js';

let orchestration: RunningRouting;
beforeAll(async () => {
  orchestration = await RunningRouting.start('routing-api');
});
afterAll(() => orchestration?.stop());

const RULES = '/api/orchestration/persona-rules';
const explain = (body: object) =>
  orchestration.post<RoutingExplanationView>('/api/orchestration/routing/explain', body);

const draft = {
  ...{ id: 'hospitality-weddings', name: 'hospitality: weddings', source: 'spec' },
  when: 'mentions(text, ["zeppelin hangar"])',
  ...{ agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', capability: 'sales.quote', weight: 0.9 },
};

describe('routing over REST', () => {
  it('explains a decision rule by rule, and makes nothing', async () => {
    const { status, body } = await explain({ context: { text: 'Forty framed prints for our hotel corridors.' } });
    expect(status).toBe(200);
    expect(body.decision).toMatchObject({
      ...{ kind: 'agent', agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', capability: 'sales.quote' },
    });
    expect(body.decision.others!.length).toBeGreaterThan(0);
    expect(body.rules[0]).toMatchObject({ outcome: 'holds', explanation: { outcome: { ok: true, value: true } } });
    expect(body.rules.some(({ outcome, reason }) => outcome === 'unknown' && /is not there/.test(reason!))).toBe(true);
    expect(await orchestration.database.owner.query('SELECT id FROM tasks')).toEqual([]);
  });

  it('measures itself by the labelled set', async () => {
    const { body } = await orchestration.get<RoutingAccuracyView>('/api/orchestration/routing/accuracy');
    expect(body.set.all.samples).toBe(seededLabels().length);
    expect(body.set.all.interval!.low).toBeLessThan(body.set.all.share!);
    expect(body.corrected.all).toEqual({ samples: 0, right: 0, share: null, interval: null });
  });

  it('takes a rule from draft over a test to live, and a change leaves the live version alone', async () => {
    const asked = { context: { text: 'The zeppelin hangar needs something on its walls.' } };
    expect((await explain(asked)).body.decision.kind).toBe('clarify');
    expect((await orchestration.post(RULES, draft)).status).toBe(201);
    expect((await orchestration.post(RULES, draft)).status).toBe(409);
    expect((await explain(asked)).body.decision.kind).toBe('clarify');
    const tested = await orchestration.post<{ before: object; after: object; changed: object[] }>(
      `${RULES}/${draft.id}/test`,
      {},
    );
    expect(tested.body.changed).toEqual([]);
    expect(tested.body.after).toEqual(tested.body.before);
    const live = await orchestration.post<{ liveVersion: number }>(`${RULES}/${draft.id}/live`, {});
    expect(live).toMatchObject({ status: 200, body: { state: 'live', version: 1, liveVersion: 1 } });
    expect((await explain(asked)).body.decision.personaId).toBe('hospitality-sales-agent');

    const { id: _id, ...text } = draft;
    const change = { ...text, when: 'mentions(text, ["airship"])', expectedVersion: 1, change: 'airships' };
    const changed = await orchestration.put(`${RULES}/${draft.id}`, change);
    expect(changed).toMatchObject({ status: 200, body: { state: 'draft', version: 2, liveVersion: 1 } });
    expect((await orchestration.put(`${RULES}/${draft.id}`, change)).status).toBe(409);
    expect((await explain(asked)).body.decision.personaId).toBe('hospitality-sales-agent');
    await orchestration.post(`${RULES}/${draft.id}/retire`, {});
    expect((await explain(asked)).body.decision.kind).toBe('clarify');
    const versions = await orchestration.get<{ version: number }[]>(`${RULES}/${draft.id}/versions`);
    expect(versions.body.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('shows what a draft would make worse', async () => {
    const greedy = { ...draft, id: 'greedy', when: 'mentions(text, ["invoice", "hotel*"])', priority: 90 };
    await orchestration.post(RULES, {
      ...greedy,
      ...{ agentId: 'finance-director', personaId: 'accounting-agent', capability: null },
    });
    const { body } = await orchestration.post<{
      before: { right: number };
      after: { right: number };
      changed: { verdict: string }[];
    }>(`${RULES}/greedy/test`, {});
    expect(body.after.right).toBeLessThan(body.before.right);
    expect(body.changed.some(({ verdict }) => verdict === 'worse')).toBe(true);
  });

  it.each([
    [{ when: 'mentions(text, ["a"]) &&' }, '/when'],
    [{ when: 'text' }, '/when'],
    [{ when: 'colour == "red"' }, '/when'],
    [{ agentId: 'nobody' }, '/agentId'],
    [{ personaId: 'pirate' }, '/personaId'],
    [{ capability: 'walls.paint' }, '/capability'],
  ])('refuses a rule with %j', async (fields, pointer) => {
    const { status, body } = await orchestration.post<{
      errors: { pointer: string; line?: number; column?: number }[];
    }>(RULES, { ...draft, id: 'faulty', ...fields });
    expect(status).toBe(422);
    expect(body.errors[0]!.pointer).toBe(pointer);
    if (pointer === '/when') expect(body.errors[0]).toMatchObject({ line: 1, column: expect.any(Number) });
  });

  it('lets only people keep rules', async () => {
    const { status } = await orchestration.post(RULES, { ...draft, id: 'by-agent' }, { actor: 'agent:sales-director' });
    expect(status).toBe(403);
  });
});
