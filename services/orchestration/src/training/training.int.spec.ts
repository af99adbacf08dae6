import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { startOpenAiDouble } from '../executors/testing/openai-double.js';
import type { RoutingExplanationView } from '../routing/api/routing-views.js';
import { RunningRouting } from '../routing/testing/running-routing.js';
import type { Task } from '../tasks/task.js';
import type {
  ExpertiseListView,
  TrainingModuleView,
  TrainingRunPageView,
  TrainingRunView,
} from './api/training-views.js';
import { EVIDENCE_KEPT_MS, ExpertiseBook } from './expertise/expertise-book.js';
import { addOutcomes } from './expertise/expertise-rows.js';
import { HALF_LIFE_MS } from './expertise/posterior.js';

let time = new Date('2026-11-29T12:00:00.000Z');
let service: RunningRouting;
let model: Awaited<ReturnType<typeof startOpenAiDouble>>;
beforeAll(async () => {
  model = await startOpenAiDouble([{ text: '{"passed": true, "reason": "polite"}' }, { status: 500 }]);
  service = await RunningRouting.start('training', {
    clock: { now: () => time },
    env: { ORCHESTRATION_LLM_BASE_URL: `${model.url}/v1`, ORCHESTRATION_LLM_MODEL: 'double' },
  });
}, 60_000);
afterAll(async () => {
  await service?.stop();
  await model?.stop();
});

const PATH = '/api/orchestration/training';
const later = (ms: number) => (time = new Date(time.getTime() + ms));
const DAY_MS = 24 * 60 * 60_000;

const expertise = async (agentId: string, capability: string, personaId: string | null = null) => {
  const { body } = await service.get<ExpertiseListView>(
    `${PATH}/expertise?agentId=${agentId}&capability=${capability}`,
  );
  return body.items.find((one) => one.personaId === personaId);
};
const run = (module: string, body: object, asking = {}) =>
  service.post<TrainingRunView>(`${PATH}/modules/${module}/runs`, body, asking);

const RIGHT = {
  ...{
    cheapest: { price: 153 },
    floor: { price: 521.93 },
    quantity: '15',
    approval: 'The Business Manager.',
    large: 'No',
  },
  tone: 'We would love to help: our commercial orders begin at $1,000. May I suggest one more print?',
};
const AGENT = 'b2b-sales-agent';
const PERSONA = 'hospitality-sales-agent';

describe('training', () => {
  it('grades by what is exact, by rules and by a model, and moves the expertise of the persona', async () => {
    const before = (await expertise(AGENT, 'sales.quote'))!;
    const { status, body } = await run('quote-within-the-floor', {
      agentId: AGENT,
      personaId: PERSONA,
      answers: RIGHT,
    });
    expect({ status, passed: body.passed, graded: body.graded, counts: body.counts }).toEqual({
      ...{ status: 200, passed: 6, graded: 6, counts: true },
    });
    const after = (await expertise(AGENT, 'sales.quote', PERSONA))!;
    expect(after).toMatchObject({ successes: 6, failures: 0, prior: before.prior });
    expect(after.mean).toBeGreaterThan(before.mean);
    expect(after.interval.high - after.interval.low).toBeLessThan(before.interval.high - before.interval.low);
    expect(await expertise(AGENT, 'sales.quote')).toEqual(before);
  });

  it('is told for one agent, persona and capability, or that it has none', async () => {
    const book = service.service.app.get(ExpertiseBook, { strict: false });
    const { manager } = service.database.dataSource;
    const agent = { id: AGENT, capabilities: [{ name: 'sales.quote', expertise: 0.5, costMinor: '0' }] };
    const known = await book.expertiseOf(manager, agent, PERSONA, 'sales.quote');
    expect(known!.mean).toBeCloseTo(11 / 16, 3);
    expect(await book.expertiseOf(manager, agent, null, 'sales.quote')).toMatchObject({ mean: 0.5, successes: 0 });
    expect(await book.expertiseOf(manager, agent, null, 'walls.paint')).toBeUndefined();
  });

  it('counts once a day, and says nothing for or against what no model could judge', async () => {
    const again = await run('quote-within-the-floor', { agentId: AGENT, personaId: PERSONA, answers: {} });
    expect(again.body).toMatchObject({ passed: 0, graded: 6, counts: false });
    expect(await expertise(AGENT, 'sales.quote', PERSONA)).toMatchObject({ successes: 6, failures: 0 });
    later(DAY_MS + 1);
    const { body } = await run('quote-within-the-floor', { agentId: AGENT, answers: RIGHT });
    expect(body).toMatchObject({ passed: 5, graded: 5, counts: true });
    expect(body.answers.find(({ exerciseId }) => exerciseId === 'tone')).toMatchObject({
      passed: null,
      reason: /model/ as never,
    });
  });

  it('is answered by an agent for itself, without the solutions in its view', async () => {
    const actor = `agent:${AGENT}`;
    expect((await run('triage-paid-orders', { agentId: 'sales-director', answers: {} }, { actor })).status).toBe(403);
    expect((await run('triage-paid-orders', { agentId: 'nobody', answers: {} })).status).toBe(422);
    expect((await run('triage-paid-orders', { agentId: AGENT, personaId: 'pirate', answers: {} })).status).toBe(422);
    expect((await run('nothing', { agentId: AGENT, answers: {} })).status).toBe(404);
    const shown = (asking: object) => service.get<TrainingModuleView>(`${PATH}/modules/triage-paid-orders`, asking);
    expect((await shown({})).body.exercises[0]).toHaveProperty('grader');
    expect((await shown({ actor })).body.exercises[0]).not.toHaveProperty('grader');
  });

  it('is told of, and kept as it was graded', async () => {
    const headers = { 'idempotency-key': 'run-once' };
    const answers = {
      deadline: 24,
      papers: ['a commercial invoice', 'the customs form'],
      limited: 'an edition number',
      submit: 'no',
    };
    const runs = [await run('triage-paid-orders', { agentId: 'operations-director', answers }, { headers })];
    runs.push(await run('triage-paid-orders', { agentId: 'operations-director', answers }, { headers }));
    expect(runs[0]!.body).toMatchObject({ passed: 4, graded: 4 });
    expect(runs[1]!.body).toEqual(runs[0]!.body);
    const { body } = await service.get<TrainingRunPageView>(`${PATH}/modules/triage-paid-orders/runs`);
    expect(body.items.map(({ agentId, passed }) => [agentId, passed])).toEqual([['operations-director', 4]]);
    const told = await service.database.owner.query(
      `SELECT 1 FROM outbox WHERE subject = 'vw.orchestration.training.graded'`,
    );
    expect(told).toHaveLength(4);
  });

  const exercise = { id: 'a', prompt: 'p', grader: { kind: 'exact', answer: 1 } };
  it.each([
    ['a capability that there is not', { capability: 'walls.paint' }, '/capability'],
    ['an id twice', { exercises: [exercise, exercise] }, '/exercises/1/id'],
    [
      'a rule that is none',
      { exercises: [{ ...exercise, grader: { kind: 'rule', when: 'answer ===' } }] },
      '/exercises/0/grader/when',
    ],
    ['a rule without a rule', { exercises: [{ ...exercise, grader: { kind: 'rule' } }] }, '/exercises/0/grader/when'],
  ])('refuses a module with %s', async (_what, fields, pointer) => {
    const module = { title: 't', capability: 'sales.quote', exercises: [exercise], source: 's', ...fields };
    const { status, body } = await service.put<{ errors: { pointer: string }[] }>(`${PATH}/modules/faulty`, module);
    expect([status, body.errors[0]!.pointer]).toEqual([422, pointer]);
  });

  it('keeps every version of a module', async () => {
    const module = { title: 't', capability: 'sales.quote', exercises: [exercise], source: 's' };
    expect((await service.put(`${PATH}/modules/versions`, module)).status).toBe(200);
    expect((await service.put(`${PATH}/modules/versions`, module)).status).toBe(409);
    const second = await service.put<TrainingModuleView>(`${PATH}/modules/versions`, {
      ...module,
      title: 'u',
      expectedVersion: 1,
    });
    expect(second.body).toMatchObject({ version: 2, title: 'u' });
    const asAgent = await service.put(`${PATH}/modules/versions`, module, { actor: `agent:${AGENT}` });
    expect(asAgent.status).toBe(403);
    await expect(
      service.database.dataSource.query(`UPDATE training_module_versions SET title = 'x'`),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('outcomes of work', () => {
  const ended = (fields: Partial<Task>) =>
    ({
      ...{ test: false, mode: 'act', capability: 'order.triage', agentId: 'orders-fulfillment-agent', personaId: null },
      ...{ tried: [], state: 'succeeded', error: null, startedAt: time, endedAt: time, id: uuidv7(), ...fields },
    }) as Task;
  const hear = (tasks: readonly Task[]) =>
    service.database.dataSource.transaction((tx) =>
      service.service.app.get(ExpertiseBook, { strict: false }).ended(tx as EntityManager, tasks),
    );
  const chosen = async () => {
    later(2 * EVIDENCE_KEPT_MS);
    const asked = { capability: 'order.triage', context: {} };
    return (await service.post<RoutingExplanationView>('/api/orchestration/routing/explain', asked)).body.decision;
  };

  it('move who gets the next one, and it comes back with time', async () => {
    const first = await chosen();
    expect(first.agentId).toBe('orders-fulfillment-agent');
    const reason = first.reasons.find(({ criterion }) => criterion === 'expertise')!;
    await hear(Array.from({ length: 300 }, () => ended({ state: 'failed', personaId: first.personaId! })));
    const after = await chosen();
    expect(after.agentId).not.toBe('orders-fulfillment-agent');
    later(40 * HALF_LIFE_MS);
    const back = await chosen();
    expect(back.agentId).toBe('orders-fulfillment-agent');
    expect(back.reasons.find(({ criterion }) => criterion === 'expertise')!.text).toBe(reason.text);
  });

  it('come to the same in whichever order they come', async () => {
    const { dataSource } = service.database;
    const at = (days: number) => new Date(time.getTime() + days * DAY_MS);
    const outcomes = [0, 30, 60, 90].map((days, i) => ({ succeeded: i % 2 === 0, at: at(days) }));
    for (const [capability, order] of Object.entries({
      forward: [0, 1, 2, 3],
      backward: [3, 2, 1, 0],
      mixed: [2, 0, 3, 1],
    })) {
      for (const i of order)
        await addOutcomes(dataSource.manager, [{ agentId: 'a', personaId: '', capability, ...outcomes[i]! }]);
    }
    await addOutcomes(
      dataSource.manager,
      outcomes.map((one) => ({ agentId: 'a', personaId: '', capability: 'at-once', ...one })),
    );
    const rows = await dataSource.query<{ successes: number; failures: number; as_of: Date }[]>(
      `SELECT successes, failures, as_of FROM expertise_evidence WHERE agent_id = 'a'`,
    );
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      expect(row.successes).toBeCloseTo(2 ** (-90 / 90) + 2 ** (-30 / 90), 6);
      expect(row.failures).toBeCloseTo(2 ** (-60 / 90) + 1, 6);
      expect(row.as_of).toEqual(at(90));
    }
  });

  it('go with the transaction of the end', async () => {
    const before = await expertise('sales-director', 'sales.quote');
    const undone = service.database.dataSource.transaction(async (tx) => {
      await service.service.app
        .get(ExpertiseBook, { strict: false })
        .ended(tx, [ended({ agentId: 'sales-director', capability: 'sales.quote' })]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await expertise('sales-director', 'sales.quote')).toEqual(before);
  });
});
