import { createFinanceDatabase, type FinanceDatabase } from '../testing/finance-database.js';
import type { BudgetDraft } from './budget-draft.js';
import type { PeriodDraft } from './budget-desk.js';
import { budgetOffice, HandClock, type BudgetOffice } from './testing/budget-database.js';
import { PROVEN, proveBudgets } from './testing/budget-proof.js';
import { draft, OWNER, wish } from './testing/budget-samples.js';
import type { SpendRequest } from './spend/spend-request.js';

const SECOND = 'user:bookkeeper';

let database: FinanceDatabase;
let office: BudgetOffice;
const clock = new HandClock();

beforeAll(async () => {
  database = await createFinanceDatabase('budgets');
  office = budgetOffice(database.dataSource, clock);
});
afterAll(() => database?.drop());

let names = 0;
const freshName = () => `department-${(names += 1)}`;
const make = async (allocatedMinor: bigint, given: Partial<PeriodDraft> = {}) =>
  (await office.desk.make([draft(allocatedMinor, { department: freshName(), ...given })], OWNER))[0]!;
const ask = async (key: string, amountMinor: bigint, given: Partial<SpendRequest>) => {
  const answer = await office.spends.authorise(wish(key, amountMinor, given));
  if ('conflict' in answer) throw new Error(answer.conflict);
  return answer.decision;
};
const query = <T>(sql: string, values: unknown[] = []) => database.dataSource.query<T[]>(sql, values);
const told = async (type: string, subject: string) => {
  const rows = await query<{ payload: string }>(
    `SELECT payload FROM outbox WHERE subject = $1 AND payload::jsonb ->> 'subject' = $2 ORDER BY id`,
    [`vw.finance.${type}`, subject],
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { data: Record<string, unknown> }).data);
};

describe('a budget', () => {
  it('is made with its first movement and told of', async () => {
    const budget = await make(25_000n, { category: 'advertising' });
    expect(budget).toMatchObject({ allocatedMinor: 25_000n, spentMinor: 0n, movements: 1, createdBy: OWNER });
    expect(await told('budget.allocated', budget.id)).toMatchObject([
      { previousMinor: '0', allocatedMinor: '25000', category: 'advertising', agentId: null, periodEnd: '2026-11-30' },
    ]);
  });

  it('does not overlap another one of the same scope, not even for a day, and then nothing is made', async () => {
    const first = await make(100n);
    const { department } = first;
    const before = await query('SELECT count(*) FROM budget_accounts');
    const december = draft(1n, { department, periodStart: '2026-12-01', periodEnd: '2026-12-31' });
    const overlapping = draft(1n, { department, periodStart: '2026-11-30', periodEnd: '2026-12-15' });
    await expect(office.desk.make([december, overlapping], OWNER)).rejects.toMatchObject({
      extensions: {
        errors: [{ pointer: '/periodStart', message: expect.stringContaining('overlaps') }],
      },
    });
    expect(await query('SELECT count(*) FROM budget_accounts')).toEqual(before);
    await expect(office.desk.make([overlapping], OWNER)).rejects.toMatchObject({
      extensions: { errors: [{ message: `overlaps budget ${first.id} of ${department} (2026-11-01 to 2026-11-30)` }] },
    });
    await office.desk.make([december], OWNER);
    const others: Partial<PeriodDraft>[] = [
      { category: 'llm' },
      { agentId: 'somebody' },
      { unit: 'EUR' },
      { unit: 'tokens' },
    ];
    for (const other of others) await office.desk.make([draft(1n, { department, ...other })], OWNER);
  });

  it('of one scope is made once, when two make it at the same moment', async () => {
    const department = freshName();
    const results = await Promise.allSettled([1, 2, 3].map(() => office.desk.make([draft(1n, { department })], OWNER)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as { status: number }] : []));
    expect(refusals).toMatchObject([{ status: 422 }, { status: 422 }]);
  });

  it('is given more or less, and never less than is spent and held', async () => {
    const { id, department } = await make(1_000n);
    await ask('of-1000', 600n, { department });
    const reallocate = (allocatedMinor: bigint, actor = OWNER) =>
      office.desk.reallocate({ id, allocatedMinor, actor, reason: 'a new plan' });
    await expect(reallocate(599n)).rejects.toMatchObject({
      extensions: {
        errors: [{ pointer: '/allocatedMinor', message: 'must not be below the 6.00 USD that are spent and reserved' }],
      },
    });
    await expect(reallocate(-1n)).rejects.toMatchObject({ extensions: { errors: [{ pointer: '/allocatedMinor' }] } });
    await expect(reallocate(5_000n, 'agent:facebook')).rejects.toMatchObject({ status: 403 });
    expect(await reallocate(600n)).toMatchObject({ allocatedMinor: 600n });
    expect(await reallocate(600n)).toMatchObject({ movements: 3 });
    expect(await told('budget.allocated', id)).toHaveLength(2);
    await expect(office.desk.make([draft(1n, { department: freshName() })], 'agent:facebook')).rejects.toMatchObject({
      status: 403,
    });
  });

  it('is a balance that the service itself cannot write, with movements that nobody changes', async () => {
    const { id } = await make(1_000n);
    for (const column of ['allocated_minor', 'reserved_minor', 'spent_minor', 'movements']) {
      await expect(query(`UPDATE budget_accounts SET ${column} = 0 WHERE id = $1`, [id])).rejects.toThrow(
        /permission denied/,
      );
    }
    await expect(query('DELETE FROM budget_accounts')).rejects.toThrow(/permission denied/);
    await expect(query('UPDATE budget_movements SET actor = NULL')).rejects.toThrow(/permission denied/);
    for (const statement of ['UPDATE budget_movements SET seq = seq', 'DELETE FROM budget_movements']) {
      await expect(database.owner.query(statement)).rejects.toThrow(/what moved a budget is never changed/);
    }
    const move = (seq: number, reserved: number) =>
      query(
        `INSERT INTO budget_movements (budget_id, seq, kind, allocated_minor, reserved_minor, spent_minor, actor, recorded_at)
         VALUES ($1, $2, 'reserved', 0, $3, 0, 'nobody', now())`,
        [id, seq, reserved],
      );
    await expect(move(3, 1)).rejects.toThrow(/numbered without a gap/);
    await expect(move(2, 1_001)).rejects.toThrow(/budget_accounts_hard_limit/);
    await expect(move(2, -1)).rejects.toThrow(/reserved_minor_check/);
  });
});

describe('thresholds', () => {
  it('are told of once for a budget and period, whatever goes up and down', async () => {
    const { id, department } = await make(1_000n);
    await ask('to-79', 790n, { department });
    expect(await told('budget.threshold_reached', id)).toEqual([]);
    await ask('to-95', 160n, { department });
    await office.settling.settle({ kind: 'release', key: 'to-95', actor: OWNER });
    await ask('to-90', 110n, { department });
    await ask('to-100', 100n, { department });
    await office.settling.settle({ kind: 'commit', key: 'to-79', actor: OWNER, actualMinor: 790n });
    const events = await told('budget.threshold_reached', id);
    expect(events.map(({ threshold }) => threshold)).toEqual([80, 90, 100]);
    expect(events[0]).toMatchObject({ reservedMinor: '950', spentMinor: '0', allocatedMinor: '1000' });
    expect(events[2]).not.toHaveProperty('overrunOn');
  });

  it('are told of in one group in order, each at the moment it was crossed', async () => {
    const { id, department } = await make(1_000n, { thresholds: [50] });
    await Promise.all(Array.from({ length: 10 }, (_, i) => ask(`step-${i}`, 100n, { department })));
    const events = await told('budget.threshold_reached', id);
    expect(events).toMatchObject([{ threshold: 50, reservedMinor: '500' }]);
  });

  it('are told of again once a larger allocation had put the use below them', async () => {
    const { id, department } = await make(1_000n, { thresholds: [80] });
    await ask('first-80', 800n, { department });
    await office.desk.reallocate({ id, allocatedMinor: 2_000n, actor: OWNER, reason: 'more of it' });
    await ask('second-80', 800n, { department });
    expect((await told('budget.threshold_reached', id)).map(({ allocatedMinor }) => allocatedMinor)).toEqual([
      ...['1000', '2000'],
    ]);
  });
});

describe('a soft limit', () => {
  const soft = (given: Partial<PeriodDraft> = {}) => make(1_000n, { limit: 'soft', ...given });

  const spendOf = async (key: string) =>
    (
      await query<{ id: string; state: string; reason: string }>('SELECT * FROM spend_authorisations WHERE key = $1', [
        key,
      ])
    )[0]!;
  /** People decide on it in governance. */
  const decide = async (key: string, verdict: 'approved' | 'rejected' | 'expired', ...more: [string[]?, string?]) =>
    office.leave.decide(`spend:${(await spendOf(key)).id}`, verdict, ...more);

  it('is passed only with leave, and the asker’s repeat finds it so', async () => {
    const { id, department } = await soft();
    const beyond = () => ask('beyond', 1_200n, { department, actor: 'key:marketing', agentId: null });
    expect(await beyond()).toMatchObject({ decision: 'approval_required', budgetId: id });
    await office.leave.tend();
    const { question } = office.leave.governance.approvals.get(`spend:${(await spendOf('beyond')).id}`)!;
    expect(question).toMatchObject({
      ...{ act: 'budget.overspend', subject: 'beyond', asker: 'key:marketing', why: 'Autumn campaign' },
      facts: { amountMinor: '1200', overMinor: '200', currency: 'USD', department, category: 'advertising' },
      does: { amountMinor: '1200', budgetIds: [id] },
      before: { [id]: { leftMinor: '1000' } },
      after: { [id]: { leftMinor: '-200' } },
    });
    expect(await beyond()).toMatchObject({ decision: 'approval_required' });
    await expect(
      office.settling.settle({ kind: 'commit', key: 'beyond', actor: OWNER, actualMinor: 1n }),
    ).resolves.toMatchObject({
      status: 409,
    });
    await decide('beyond', 'approved', [OWNER, SECOND], 'it pays for itself');
    const by = `approved by ${OWNER} and ${SECOND}: it pays for itself`;
    expect(await beyond()).toMatchObject({ decision: 'authorised', reason: by, remainingMinor: '-200' });
    expect(await told('spend.authorised', 'beyond')).toMatchObject([{ approvedBy: SECOND }]);
    expect((await told('budget.threshold_reached', id)).map(({ threshold }) => threshold)).toEqual([80, 90, 100]);
  });

  it.each([
    ['rejected', [SECOND], `rejected by ${SECOND}: not this month`, SECOND],
    ['expired', ['system'], 'expired by system: not this month', 'system'],
  ] as const)('is held when the question is %s', async (verdict, by, reason, rejectedBy) => {
    const { department } = await soft();
    const key = `too-much-${verdict}`;
    await ask(key, 1_001n, { department });
    await decide(key, verdict, [...by], 'not this month');
    expect(await ask(key, 1_001n, { department })).toMatchObject({ decision: 'refused', reason });
    expect(await told('spend.refused', key)).toMatchObject([{ rejectedBy }]);
  });

  it('never opens a hard one: without room there the spend ends, although it was approved', async () => {
    const { department } = await soft({ category: 'advertising' });
    await office.desk.make([draft(2_000n, { department })], OWNER);
    await ask('waits', 1_500n, { department });
    await ask('meanwhile', 600n, { department, category: 'printing', expiresInS: 60 });
    await decide('waits', 'approved');
    expect(await ask('waits', 1_500n, { department })).toMatchObject({
      ...{
        decision: 'refused',
        reason: expect.stringMatching(/^not possible: the hard limit of .* has 14\.00 USD left/),
      },
    });
    expect(await told('spend.authorised', 'waits')).toEqual([]);
  });

  it('finds room in a hard one where a hold is over by then', async () => {
    const { department } = await soft({ category: 'advertising' });
    const [hard] = await office.desk.make([draft(2_000n, { department })], OWNER);
    await ask('patient', 1_500n, { department });
    await ask('brief', 600n, { department, category: 'printing', expiresInS: 60 });
    clock.passS(60);
    await decide('patient', 'approved');
    const [row] = await query<{ reserved_minor: string }>('SELECT reserved_minor FROM budget_accounts WHERE id = $1', [
      hard!.id,
    ]);
    expect(row).toEqual({ reserved_minor: '1500' });
  });

  it('leaves a question that nobody needs: the spend is released, and it is withdrawn', async () => {
    const { id, department } = await soft();
    await ask('dropped', 1_200n, { department });
    await office.leave.tend();
    const released = await office.settling.settle({ kind: 'release', key: 'dropped', actor: OWNER });
    expect(released).toMatchObject({ spend: { state: 'released' }, isChanged: true });
    await office.leave.tend();
    const key = `spend:${(await spendOf('dropped')).id}`;
    expect(office.leave.governance.approvals.get(key)).toMatchObject({ verdict: 'withdrawn' });
    expect(await query('SELECT state, verdict FROM approvals WHERE key = $1', [key])).toEqual([
      { state: 'ended', verdict: 'withdrawn' },
    ]);
    expect(await ask('dropped', 1_200n, { department })).toMatchObject({ decision: 'refused' });
    expect(await query('SELECT reserved_minor AS r FROM budget_accounts WHERE id = $1', [id])).toEqual([{ r: '0' }]);
  });
});

describe('a daily budget', () => {
  const daily = (allocatedMinor: bigint, given: Partial<BudgetDraft> = {}) =>
    office.dailies.make(
      { ...draft(allocatedMinor, { agentId: 'writer' }), per: 'day', periodEnd: null, ...given },
      OWNER,
    );
  const asWriter = { agentId: 'writer', actor: 'agent:writer', department: 'nowhere' };

  it('has a budget for each day that is asked for, from the first question on', async () => {
    const made = await daily(500n);
    const now = clock.now().toISOString();
    expect(await query('SELECT 1 FROM budget_accounts WHERE daily_budget_id = $1', [made.id])).toEqual([]);
    const first = await Promise.all([ask('day-1-a', 300n, asWriter), ask('day-1-b', 300n, asWriter)]);
    expect(first.map(({ decision }) => decision).sort()).toEqual(['authorised', 'refused']);
    clock.set('2026-11-25T08:00:00Z');
    expect((await ask('day-2', 500n, asWriter)).decision).toBe('authorised');
    await office.dailies.change({ id: made.id, allocatedMinor: 50n, validUntil: '2026-11-26', actor: OWNER });
    expect((await ask('day-2-b', 1n, asWriter)).decision).toBe('refused');
    clock.set('2026-11-26T08:00:00Z');
    expect((await ask('day-3', 51n, asWriter)).decision).toBe('refused');
    expect((await ask('day-3-b', 50n, asWriter)).decision).toBe('authorised');
    clock.set('2026-11-27T08:00:00Z');
    expect((await ask('day-4', 1n, asWriter)).reason).toMatch(/^no budget/);
    expect(
      await query(
        'SELECT period_start::text, allocated_minor FROM budget_accounts WHERE daily_budget_id = $1 ORDER BY 1',
        [made.id],
      ),
    ).toEqual([
      { period_start: '2026-11-24', allocated_minor: '500' },
      { period_start: '2026-11-25', allocated_minor: '500' },
      { period_start: '2026-11-26', allocated_minor: '50' },
    ]);
    clock.set(now);
  });

  it('is opened once, when two processes ask at the same moment', async () => {
    await daily(500n, { agentId: 'painter' });
    const other = budgetOffice(database.dataSource, clock);
    const wishOf = (i: number) => wish(`painter-${i}`, 100n, { agentId: 'painter', actor: 'agent:painter' });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? office : other).spends.authorise(wishOf(i))),
    );
    const yes = answers.filter((one) => 'decision' in one && one.decision.decision === 'authorised');
    expect(yes).toHaveLength(5);
  });

  it('does not overlap another one of the same scope', async () => {
    const given = { agentId: 'singer', periodEnd: '2026-11-30' };
    await daily(1n, given);
    await expect(daily(1n, { ...given, periodStart: '2026-11-30' })).rejects.toMatchObject({
      extensions: { errors: [{ pointer: '/periodStart', message: expect.stringContaining('overlaps daily budget') }] },
    });
    const next = await daily(1n, { agentId: 'singer', periodStart: '2026-12-01' });
    const change = { id: next.id, allocatedMinor: 1n, actor: OWNER };
    await expect(office.dailies.change({ ...change, validUntil: '2026-11-30' })).rejects.toMatchObject({ status: 422 });
    await expect(office.dailies.change({ ...change, allocatedMinor: -1n })).rejects.toMatchObject({ status: 422 });
  });
});

describe('the view of the plan', () => {
  it('has amounts in major units, and counts what is spent once', async () => {
    const department = freshName();
    await make(250_050n, { department });
    await make(100_000n, { department, category: 'advertising' });
    await make(9_000n, { department, unit: 'JPY' });
    await make(9_000n, { department, unit: 'tokens' });
    await ask('viewed', 12_345n, { department });
    await office.settling.settle({ kind: 'commit', key: 'viewed', actor: OWNER, actualMinor: 12_345n });
    const rows = await query(
      `SELECT department, allocated_amount, spent_amount, period_start::text, period_end::text FROM budgets
       WHERE department = $1 AND id IS NOT NULL ORDER BY allocated_amount::decimal(10, 2)`,
      [department],
    );
    const period = { department, period_start: '2026-11-01', period_end: '2026-11-30' };
    expect(rows).toEqual([
      { ...period, allocated_amount: '2500.50', spent_amount: '123.45' },
      { ...period, allocated_amount: '9000.00', spent_amount: '0.00' },
    ]);
  });
});

it('proves every budget by its movements', async () => {
  expect(await proveBudgets(database.dataSource)).toEqual(PROVEN);
});
