import { RoutingCorrected } from '@vividwalls/events';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Rosters } from '../registry/roster.js';
import type { RoutingAccuracyView, RoutingExplanationView } from './api/routing-views.js';
import { CONDITIONS_KEPT_MS } from './state/agent-conditions.js';
import { RunningRouting } from './testing/running-routing.js';

let time = new Date('2026-11-29T12:00:00.000Z');
let service: RunningRouting;
let owner: DataSource;
beforeAll(async () => {
  service = await RunningRouting.start('routing-state', { clock: { now: () => time } });
  owner = service.database.owner;
});
afterAll(() => service?.stop());

const TRIAGE = { capability: 'order.triage', context: {} };
const explain = async (body: object) =>
  (await service.post<RoutingExplanationView>('/api/orchestration/routing/explain', body)).body.decision;
const textOf = async (criterion: string) =>
  (await explain(TRIAGE)).reasons.find((reason) => reason.criterion === criterion)!.text;
const later = () => (time = new Date(time.getTime() + CONDITIONS_KEPT_MS));

async function insertTask(
  agentId: string | null,
  fields: { state?: string; context?: object; routing?: object } = {},
): Promise<string> {
  const id = uuidv7();
  const { state = 'queued', context = {}, routing = null } = fields;
  const endedAt = ['succeeded', 'failed'].includes(state) ? time : null;
  await owner.query(
    `INSERT INTO tasks (id, key, capability, input, context, priority, subject, requested_by, mode, test, correlation_id,
       causation_id, created_at, run_after, state, agent_id, target_agent_id, ended_at, routing)
     VALUES ($1::uuid, $1::text, 'order.triage', '{}', $2, 1, 's', 'user:spec', 'act', false, 'c', 'c', $3, $3, $4, $5, $5, $6, $7)`,
    [id, JSON.stringify(context), time, state, agentId, endedAt, routing && JSON.stringify(routing)],
  );
  return id;
}

describe('the state that routing decides by', () => {
  it('knows what agents have under way, and looks again only after a second', async () => {
    expect(await textOf('load')).toMatch(/^0 under way/);
    await insertTask('orders-fulfillment-agent');
    await insertTask('orders-fulfillment-agent', { state: 'running' });
    expect(await textOf('load')).toMatch(/^0 under way/);
    later();
    expect(await textOf('load')).toMatch(/^2 under way/);
  });

  it('knows how often they failed lately, once there is enough to say', async () => {
    for (let n = 0; n < 19; n += 1)
      await insertTask('orders-fulfillment-agent', { state: n < 5 ? 'failed' : 'succeeded' });
    later();
    expect(await textOf('health')).toBe('too few tries lately to say');
    await insertTask('orders-fulfillment-agent', { state: 'succeeded' });
    later();
    expect(await textOf('health')).toBe('25 % of its tries failed lately');
    time = new Date(time.getTime() + 20 * 60_000);
    expect(await textOf('health')).toBe('too few tries lately to say');
  });

  it.each([
    ['over_budget', 'is left out: its budget has no room for its next task'],
    ['failing', 'is left out: it is broken'],
  ])('leaves out who stands still because of %s, until that is over', async (cause, text) => {
    const until = new Date(time.getTime() + 60_000);
    await owner.query(
      `INSERT INTO agent_stops (id, agent_id, cause, reason, stopped_at, until) VALUES ($1, 'orders-fulfillment-agent', $2, 'spec', $3, $4)`,
      [uuidv7(), cause, time, until],
    );
    later();
    const decision = await explain(TRIAGE);
    expect(decision).toMatchObject({ kind: 'agent', agentId: 'operations-director' });
    expect(decision.reasons.map((reason) => reason.text)).toContain(`Orders Fulfillment Agent ${text}`);
    time = new Date(until.getTime() + CONDITIONS_KEPT_MS);
    expect(await explain(TRIAGE)).toMatchObject({ agentId: 'orders-fulfillment-agent' });
  });

  it('is that of the newest roster', async () => {
    const { body } = await service.post<RoutingExplanationView>('/api/orchestration/routing/explain', TRIAGE);
    const roster = await service.service.app.get(Rosters, { strict: false }).current();
    expect(body.rosterVersion).toBe(roster.version);
  });
});

describe('a correction', () => {
  const correct = (id: string, body: object, asking = {}) =>
    service.post<{ id: string }>(`/api/orchestration/tasks/${id}/route-correction`, body, asking);
  const toClinic = { toAgentId: 'b2b-sales-agent', toPersonaId: 'healthcare-sales-agent', reason: 'A day clinic.' };

  it('is kept, told, and measured; the newest word on a task counts', async () => {
    const context = { text: 'Prints for our day clinic.' };
    const id = await insertTask('b2c-standard-sales-agent', { context, routing: {} });
    expect((await correct(id, { ...toClinic, toPersonaId: 'hospitality-sales-agent' })).status).toBe(201);
    const measured = async () =>
      (await service.get<RoutingAccuracyView>('/api/orchestration/routing/accuracy')).body.corrected;
    expect(await measured()).toMatchObject({ all: { samples: 1, right: 0 }, confusions: [{ id }] });
    expect((await correct(id, toClinic)).status).toBe(201);
    expect(await measured()).toMatchObject({ all: { samples: 1, right: 1 }, confusions: [] });
    const told = await owner.query<{ payload: string | { data: RoutingCorrected } }[]>(
      `SELECT payload FROM outbox WHERE subject = 'vw.orchestration.routing.corrected' ORDER BY id`,
    );
    expect(told).toHaveLength(2);
    await expect(
      service.database.dataSource.query(`UPDATE routing_corrections SET reason = 'other'`),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('is learnt from at once: the same words go there, and the reason names them', async () => {
    const text = 'Pictures with herons for the ferry between the two islands';
    const asked = { context: { text } };
    expect((await explain(asked)).kind).toBe('clarify');
    const id = await insertTask('b2c-standard-sales-agent', { context: { text }, routing: {} });
    // Whoever asks for order triage has named the work; that it was not theirs leaves words alone to learn from.
    expect((await correct(id, { ...toClinic, toPersonaId: 'hospitality-sales-agent' })).status).toBe(201);
    const decision = await explain({ context: { text: `${text.toUpperCase()}!` } });
    expect(decision).toMatchObject({ kind: 'agent', personaId: 'hospitality-sales-agent' });
    const like = decision.reasons.find(
      ({ criterion, text: said }) => criterion === 'samples' && said.startsWith('like'),
    );
    expect(like!.text).toMatch(
      new RegExp(`^like: “${text}” \\(${id}\\).* to B2B Sales Agent as Hospitality Sales Agent: 97 % likely$`),
    );
  });

  it('is refused for what was not decided, by agents, and towards nobody', async () => {
    const id = await insertTask(null);
    expect((await correct(id, toClinic)).status).toBe(409);
    expect((await correct(uuidv7(), toClinic)).status).toBe(404);
    expect((await correct(id, toClinic, { actor: 'agent:sales-director' })).status).toBe(403);
    expect((await correct(id, { ...toClinic, toAgentId: 'hospitality-sales-agent' })).status).toBe(422);
    expect((await correct(id, { ...toClinic, toPersonaId: 'pirate' })).status).toBe(422);
  });
});
