import { createFinanceDatabase, type FinanceDatabase } from '../testing/finance-database.js';
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
  database = await createFinanceDatabase('budget-transfers');
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

describe('a transfer', () => {
  const request = (fromId: string, toId: string, amountMinor: bigint, requestedBy = OWNER) =>
    office.transfers.request({ fromId, toId, amountMinor, reason: 'the fair was cancelled', requestedBy });
  const approve = (id: string) => office.leave.decide(`transfer:${id}`, 'approved', [SECOND], 'agreed');
  const transferOf = async (id: string) => (await query('SELECT * FROM budget_transfers WHERE id = $1', [id]))[0];

  it('moves money as a whole, once there is leave', async () => {
    const [from, to] = [await make(1_000n), await make(0n)];
    const { id } = await request(from.id, to.id, 400n);
    await office.leave.tend();
    expect(office.leave.governance.approvals.get(`transfer:${id}`)!.question).toMatchObject({
      ...{ act: 'budget.transfer', subject: id, asker: OWNER, why: 'the fair was cancelled' },
      facts: { amountMinor: '400', fromBudgetId: from.id, fromDepartment: from.department },
      before: { from: { allocatedMinor: '1000' }, to: { allocatedMinor: '0' } },
      after: { from: { allocatedMinor: '600' }, to: { allocatedMinor: '400' } },
    });
    expect([await allocated(from.id), await allocated(to.id)]).toEqual([1_000n, 0n]);
    await approve(id);
    expect(await transferOf(id)).toMatchObject({
      ...{ state: 'done', decided_by: SECOND, decision_reason: `approved by ${SECOND}: agreed` },
    });
    expect([await allocated(from.id), await allocated(to.id)]).toEqual([600n, 400n]);
    expect(await told('budget.transferred', id)).toMatchObject([{ amountMinor: '400', approvedBy: SECOND }]);
    expect(await told('budget.allocated', to.id)).toMatchObject([{}, { previousMinor: '0', allocatedMinor: '400' }]);
  });

  it.each(['rejected', 'changes_asked', 'expired', 'lapsed'] as const)('that is %s moves nothing', async (verdict) => {
    const [from, to] = [await make(1_000n), await make(0n)];
    const { id } = await request(from.id, to.id, 400n);
    await office.leave.decide(`transfer:${id}`, verdict, [SECOND], 'needed there');
    expect(await transferOf(id)).toMatchObject({
      ...{ state: 'rejected', decided_by: SECOND, decision_reason: expect.stringMatching(/: needed there$/) },
    });
    expect([await allocated(from.id), await allocated(to.id)]).toEqual([1_000n, 0n]);
  });

  it('cannot take what is spent or held, when asked or when approved', async () => {
    const [from, to] = [await make(1_000n), await make(0n)];
    await ask('held-300', 300n, { department: from.department });
    await expect(request(from.id, to.id, 701n)).rejects.toMatchObject({
      extensions: { errors: [{ pointer: '/amountMinor', message: expect.stringContaining('more than the 7.00 USD') }] },
    });
    const { id } = await request(from.id, to.id, 700n);
    await office.leave.tend();
    await ask('held-301', 1n, { department: from.department });
    await approve(id);
    expect(await transferOf(id)).toMatchObject({
      ...{
        state: 'rejected',
        decision_reason: expect.stringMatching(/^not possible: the amount is more than the 6\.99/),
      },
    });
    expect(office.leave.governance.approvals.get(`transfer:${id}`)!.verdict).toBe('approved');
  });

  it('there and back at the same time waits for nobody for ever', async () => {
    const [one, other] = [await make(1_000n), await make(1_000n)];
    const both = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? request(one.id, other.id, 10n) : request(other.id, one.id, 10n))),
    );
    await office.leave.tend();
    const news = both.map(({ id }) => office.leave.governance.decide(`transfer:${id}`, 'approved', [SECOND]));
    await office.leave.hear(...news);
    await office.leave.tend();
    expect([await allocated(one.id), await allocated(other.id)]).toEqual([1_000n, 1_000n]);
    expect(office.leave.governance.uses.filter(({ key }) => both.some(({ id }) => key.endsWith(id)))).toHaveLength(6);
    expect(office.leave.warnings).toEqual([]);
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

it('proves every budget by its movements', async () => {
  expect(await proveBudgets(database.dataSource)).toEqual(PROVEN);
});
