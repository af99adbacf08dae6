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
const allocated = async (id: string) => {
  const [row] = await query<{ a: string }>('SELECT allocated_minor AS a FROM budget_accounts WHERE id = $1', [id]);
  return BigInt(row!.a);
};
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

  it('is passed only with a second person, and the asker’s repeat finds it so', async () => {
    const { id, department } = await soft();
    const beyond = () => ask('beyond', 1_200n, { department, actor: 'key:marketing', agentId: null });
    expect(await beyond()).toMatchObject({ decision: 'approval_required', budgetId: id });
    expect(await told('approval.requested', 'spend:beyond')).toMatchObject([
      {
        requestedBy: 'key:marketing',
        summary: expect.stringMatching(/^12\.00 USD for department-\d+, advertising: Autumn/),
      },
    ]);
    const approve = (by: string) => office.approvals.approve({ key: 'beyond', by, reason: 'it pays for itself' });
    await expect(approve('key:marketing')).rejects.toMatchObject({ why: 'second person' });
    await expect(approve('agent:facebook')).rejects.toMatchObject({ why: 'not a person' });
    expect(await beyond()).toMatchObject({ decision: 'approval_required' });
    await expect(
      office.settling.settle({ kind: 'commit', key: 'beyond', actor: OWNER, actualMinor: 1n }),
    ).resolves.toMatchObject({
      status: 409,
    });
    expect(await approve(SECOND)).toMatchObject({ state: 'reserved' });
    await expect(approve(OWNER)).rejects.toMatchObject({ why: 'decided already' });
    expect(await beyond()).toMatchObject({
      decision: 'authorised',
      reason: `approved by ${SECOND}: it pays for itself`,
      remainingMinor: '-200',
    });
    expect(await told('spend.authorised', 'beyond')).toMatchObject([{ approvedBy: SECOND }]);
    expect(await told('approval.decided', 'spend:beyond')).toMatchObject([{ verdict: 'approved' }]);
    expect((await told('budget.threshold_reached', id)).map(({ threshold }) => threshold)).toEqual([80, 90, 100]);
  });

  it('is held when a second person says no', async () => {
    const { department } = await soft();
    await ask('too-much', 1_001n, { department });
    await office.approvals.reject({ key: 'too-much', by: SECOND, reason: 'not this month' });
    expect(await ask('too-much', 1_001n, { department })).toMatchObject({
      decision: 'refused',
      reason: `rejected by ${SECOND}: not this month`,
    });
    expect(await told('spend.refused', 'too-much')).toMatchObject([{ rejectedBy: SECOND }]);
    const nothing = office.approvals.approve({ key: 'never-asked', by: SECOND, reason: 'why not' });
    await expect(nothing).resolves.toMatchObject({ status: 404 });
  });

  it('never opens a hard one: what has no room there goes on waiting', async () => {
    const { department } = await soft({ category: 'advertising' });
    const [hard] = await office.desk.make([draft(2_000n, { department })], OWNER);
    await ask('waits', 1_500n, { department });
    await ask('meanwhile', 600n, { department, category: 'printing', expiresInS: 60 });
    const approve = () => office.approvals.approve({ key: 'waits', by: SECOND, reason: 'agreed' });
    await expect(approve()).resolves.toMatchObject({
      status: 409,
      detail: expect.stringContaining('the hard limit of'),
    });
    expect(await ask('waits', 1_500n, { department })).toMatchObject({ decision: 'approval_required' });
    clock.passS(60);
    await expect(approve()).resolves.toMatchObject({ state: 'reserved' });
    const [row] = await query<{ reserved_minor: string }>('SELECT reserved_minor FROM budget_accounts WHERE id = $1', [
      hard!.id,
    ]);
    expect(row).toEqual({ reserved_minor: '1500' });
  });
});

describe('a transfer', () => {
  const request = (fromId: string, toId: string, amountMinor: bigint, requestedBy = OWNER) =>
    office.transfers.request({ fromId, toId, amountMinor, reason: 'the fair was cancelled', requestedBy });
  const approve = (id: string, by = SECOND) => office.transfers.approve({ id, by, reason: 'agreed' });

  it('moves money as a whole, once a second person says so', async () => {
    const [from, to] = [await make(1_000n), await make(0n)];
    const { id } = await request(from.id, to.id, 400n);
    expect([await allocated(from.id), await allocated(to.id)]).toEqual([1_000n, 0n]);
    await expect(approve(id, OWNER)).rejects.toMatchObject({ why: 'second person' });
    expect(await approve(id)).toMatchObject({ state: 'done', decidedBy: SECOND });
    expect([await allocated(from.id), await allocated(to.id)]).toEqual([600n, 400n]);
    await expect(approve(id)).rejects.toMatchObject({ why: 'decided already' });
    expect(await told('budget.transferred', id)).toMatchObject([{ amountMinor: '400', approvedBy: SECOND }]);
    expect(await told('budget.allocated', to.id)).toMatchObject([{}, { previousMinor: '0', allocatedMinor: '400' }]);
  });

  it('that is rejected moves nothing', async () => {
    const [from, to] = [await make(1_000n), await make(0n)];
    const { id } = await request(from.id, to.id, 400n);
    await office.transfers.reject({ id, by: SECOND, reason: 'needed there' });
    expect([await allocated(from.id), await allocated(to.id)]).toEqual([1_000n, 0n]);
  });

  it('cannot take what is spent or held, when asked or when approved', async () => {
    const [from, to] = [await make(1_000n), await make(0n)];
    await ask('held-300', 300n, { department: from.department });
    await expect(request(from.id, to.id, 701n)).rejects.toMatchObject({
      extensions: { errors: [{ pointer: '/amountMinor', message: expect.stringContaining('more than the 7.00 USD') }] },
    });
    const { id } = await request(from.id, to.id, 700n);
    await ask('held-301', 1n, { department: from.department });
    await expect(approve(id)).rejects.toMatchObject({ status: 409 });
    expect(await query('SELECT state FROM budget_transfers WHERE id = $1', [id])).toEqual([{ state: 'pending' }]);
    await office.settling.settle({ kind: 'release', key: 'held-301', actor: OWNER });
    expect(await approve(id)).toMatchObject({ state: 'done' });
  });

  it('there and back at the same time waits for nobody for ever', async () => {
    const [one, other] = [await make(1_000n), await make(1_000n)];
    const both = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? request(one.id, other.id, 10n) : request(other.id, one.id, 10n))),
    );
    await Promise.all(both.map(({ id }) => approve(id)));
    expect([await allocated(one.id), await allocated(other.id)]).toEqual([1_000n, 1_000n]);
  });

  it('is faulty between units, to itself, from nowhere, of nothing', async () => {
    const [from, tokens] = [await make(1_000n), await make(1_000n, { unit: 'tokens' })];
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const faults: [Promise<unknown>, string][] = [
      [request(from.id, tokens.id, 1n), '/toBudgetId'],
      [request(from.id, from.id, 1n), '/toBudgetId'],
      [request(nowhere, from.id, 1n), '/fromBudgetId'],
      [request(from.id, tokens.id, 0n), '/amountMinor'],
      [request(from.id, tokens.id, -1n), '/amountMinor'],
    ];
    for (const [asked, pointer] of faults)
      await expect(asked).rejects.toMatchObject({ status: 422, extensions: { errors: [{ pointer }] } });
    expect(await query('SELECT 1 FROM budget_transfers WHERE from_id = $1', [tokens.id])).toEqual([]);
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
