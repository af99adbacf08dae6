import type { CommissionPlanSet } from '@vividwalls/events';
import { Problem } from '@vividwalls/platform';
import { CommissionTrial, OWNER } from '../testing/commission-trial.js';
import type { TrialOrder } from '../testing/credited-orders.js';
import type { PlanBody } from './plan-requests.js';

let trial: CommissionTrial;
beforeAll(async () => {
  trial = await CommissionTrial.open('commission-plans');
});
afterAll(() => trial?.drop());

let made = 0;
const body = (fields: Partial<PlanBody> = {}): PlanBody => ({
  beneficiary: { kind: 'agent', id: `agent-${(made += 1)}` },
  name: 'Standard',
  validFrom: '2026-11-01',
  ...fields,
});

const pointers = async (work: Promise<unknown>): Promise<string[]> => {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(Problem);
  expect((problem as Problem).getStatus()).toBe(422);
  return (problem as Problem & { extensions: { errors: { pointer: string }[] } }).extensions.errors.map(
    (e) => e.pointer,
  );
};

const sales = (agentId: string, placedOn: string): TrialOrder => ({
  placedOn,
  credits: [{ agentId, amount: 10_000n }],
});

describe('commission plans', () => {
  it('are made with their defaults, and told of', async () => {
    const plan = await trial.plans.create(body(), OWNER.actor);
    expect(plan).toMatchObject({ currency: 'USD', periodKind: 'month', validTo: null, createdBy: 'user:owner' });
    const told = (await trial.events<CommissionPlanSet>('vw.finance.commission_plan.set.v1')).at(-1)!;
    expect(told).toMatchObject({
      ...{ subject: plan.id, actor: 'user:owner' },
      data: {
        change: 'created',
        tiers: [{ fromMinor: '0', ratePpm: 100_000 }],
        holdDays: 30,
        floorMinor: '0',
        version: 1,
      },
    });
    expect(told.data).not.toHaveProperty('capMinor');
  });

  it('are refused with every fault, and nothing is made', async () => {
    const before = await trial.query('SELECT id FROM commission_plans');
    const faulty = body({
      currency: 'XXX',
      ratePpm: -1,
      validFrom: '2026-02-30',
      validTo: '2026-01-01',
      floorMinor: '-1',
    });
    expect(await pointers(trial.plans.create(faulty, OWNER.actor))).toEqual([
      ...['/currency', '/validFrom', '/validTo', '/ratePpm', '/floorMinor'],
    ]);
    expect(await trial.query('SELECT id FROM commission_plans')).toEqual(before);
  });

  it('do not overlap those of the same beneficiary and name, also when made at once', async () => {
    const same = body({ validTo: '2026-12-31' });
    await trial.plans.create(same, OWNER.actor);
    expect(await pointers(trial.plans.create({ ...same, validFrom: '2026-12-31' }, OWNER.actor))).toEqual([
      '/validFrom',
    ]);
    await trial.plans.create({ ...same, name: 'Bonus' }, OWNER.actor);
    const next = { ...same, validFrom: '2027-01-01', validTo: '2027-12-31' };
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => trial.plans.create(next, OWNER.actor)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are made once for a key, however often they are asked for', async () => {
    const keyed = { key: 'k1', actor: OWNER.actor, fingerprint: 'f' };
    const asked = body();
    const one = await trial.plans.create(asked, OWNER.actor, keyed);
    expect((await trial.plans.create(asked, OWNER.actor, keyed)).id).toBe(one.id);
  });

  it('change from the beginning of a period in which nothing counts yet', async () => {
    const plan = await trial.plans.create(body(), OWNER.actor);
    const { id } = plan.beneficiary;
    await trial.credit({ [`order of ${id}`]: sales(id, '2026-11-05') });
    const change = (validFrom: string, more = {}) => trial.plans.change(plan.id, { validFrom, ...more }, OWNER.actor);
    expect(await pointers(change('2026-12-02'))).toEqual(['/validFrom']);
    expect(await pointers(change('2026-11-01'))).toEqual(['/validFrom']);
    expect(await pointers(change('2026-12-01', { ratePpm: 2_000_000 }))).toEqual(['/ratePpm']);
    const changed = await change('2026-12-01', { ratePpm: 200_000, capMinor: '900' });
    expect(changed.versions.map(({ version, validFrom, capMinor }) => [version, validFrom, capMinor])).toEqual([
      [1, '2026-11-01', null],
      [2, '2026-12-01', 900n],
    ]);
    await trial.credit({
      [`early order of ${id}`]: sales(id, '2026-11-30'),
      [`late order of ${id}`]: sales(id, '2026-12-01'),
    });
    expect(await trial.commissions(plan.id)).toEqual({
      [`early order of ${id}`]: 1_000n,
      [`late order of ${id}`]: 900n,
      [`order of ${id}`]: 1_000n,
    });
    expect(await pointers(change('2026-12-01'))).toEqual(['/validFrom']);
  });

  it('do not change a period that begins to count at the same moment', async () => {
    const plan = await trial.plans.create(body({ validFrom: '2026-10-01' }), OWNER.actor);
    const { id } = plan.beneficiary;
    const events = await trial.write({ [`raced order of ${id}`]: sales(id, '2026-11-05') });
    const [handled, changed] = await Promise.allSettled([
      trial.handle(events),
      trial.plans.change(plan.id, { validFrom: '2026-11-01', ratePpm: 200_000 }, OWNER.actor),
    ]);
    expect(handled).toEqual({ status: 'fulfilled', value: undefined });
    const expected = changed.status === 'fulfilled' ? [{ version: 2 }] : [{ version: 1 }];
    const frozen = await trial.query('SELECT version FROM commission_periods WHERE plan_id = $1', [plan.id]);
    expect(frozen).toEqual(expected);
  });

  it('end on a day, sooner than they were to and never later', async () => {
    const plan = await trial.plans.create(body({ validTo: '2027-06-30' }), OWNER.actor);
    expect(await pointers(trial.plans.end(plan.id, '2027-07-01', OWNER.actor))).toEqual(['/on']);
    expect(await pointers(trial.plans.end(plan.id, '2026-10-31', OWNER.actor))).toEqual(['/on']);
    expect(await trial.plans.end(plan.id, '2026-11-30', OWNER.actor)).toMatchObject({ validTo: '2026-11-30' });
    const { id } = plan.beneficiary;
    await trial.credit({ [`after ${id}`]: sales(id, '2026-12-01') });
    expect(await trial.commissions(plan.id)).toEqual({});
    await expect(trial.plans.end(made404, '2026-12-01', OWNER.actor)).rejects.toMatchObject({ status: 404 });
  });

  it('are never changed behind their versions’ back', async () => {
    const [version] = await trial.query<{ plan_id: string }>('SELECT plan_id FROM commission_plan_versions LIMIT 1');
    const change = trial.database.owner.query('UPDATE commission_plan_versions SET hold_days = 0 WHERE plan_id = $1', [
      version!.plan_id,
    ]);
    await expect(change).rejects.toThrow(/refused/);
    await expect(trial.query('UPDATE commission_plans SET currency = $1', ['EUR'])).rejects.toThrow(
      /permission denied/,
    );
    await expect(trial.query('UPDATE commission_movements SET held_minor = 1')).rejects.toThrow(/permission denied/);
  });
});

const made404 = '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11';
