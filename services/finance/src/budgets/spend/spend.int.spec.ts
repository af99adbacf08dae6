import { createFinanceDatabase, type FinanceDatabase } from '../../testing/finance-database.js';
import { budgetOffice, HandClock, type BudgetOffice } from '../testing/budget-database.js';
import { PROVEN, proveBudgets } from '../testing/budget-proof.js';
import { draft, OWNER, wish } from '../testing/budget-samples.js';
import type { SpendRequest } from './spend-request.js';

let database: FinanceDatabase;
let office: BudgetOffice;
const clock = new HandClock();

beforeAll(async () => {
  database = await createFinanceDatabase('spend');
  office = budgetOffice(database.dataSource, clock);
});
afterAll(() => database?.drop());

let names = 0;
/** A department of the spec's own, with a budget. */
async function department(allocatedMinor: bigint, given: Partial<Parameters<typeof draft>[1]> = {}) {
  const name = `department-${(names += 1)}`;
  const [budget] = await office.desk.make([draft(allocatedMinor, { department: name, ...given })], OWNER);
  return { name, id: budget!.id };
}

const ask = async (key: string, amountMinor: bigint, given: Partial<SpendRequest> = {}) => {
  const answer = await office.spends.authorise(wish(key, amountMinor, given));
  if ('conflict' in answer) throw new Error(answer.conflict);
  return answer.decision;
};
const commit = (key: string, actualMinor: bigint, more = {}) =>
  office.settling.settle({ kind: 'commit', key, actor: OWNER, actualMinor, ...more });
const release = (key: string) => office.settling.settle({ kind: 'release', key, actor: OWNER });
const balance = async (id: string) => {
  const [row] = await database.dataSource.query<Record<string, string>[]>(
    'SELECT allocated_minor AS a, reserved_minor AS r, spent_minor AS s FROM budget_accounts WHERE id = $1',
    [id],
  );
  return [row!['a'], row!['r'], row!['s']].map(Number);
};
const query = <T>(sql: string, values: unknown[] = []) => database.dataSource.query<T[]>(sql, values);
const events = async (type: string, subject: string) => {
  const rows = await database.dataSource.query<{ payload: string }[]>(
    `SELECT payload FROM outbox WHERE subject = $1 AND payload::jsonb ->> 'subject' = $2 ORDER BY id`,
    [`vw.finance.${type}`, subject],
  );
  return rows.map(
    ({ payload }) => JSON.parse(payload) as { id: string; correlationid: string; actor: string; data: object },
  );
};

describe('a spend', () => {
  it('is held, committed with what it really cost, and booked', async () => {
    const { name, id } = await department(10_000n);
    const decision = await ask('campaign-1', 6_000n, { department: name });
    expect(decision).toEqual({
      ...{ decision: 'authorised', reason: 'within budget', key: 'campaign-1', budgetId: id, remainingMinor: '4000' },
      expiresAt: '2026-11-24T12:15:00.000Z',
    });
    expect(await balance(id)).toEqual([10_000, 6_000, 0]);
    await expect(commit('campaign-1', 5_500n)).resolves.toMatchObject({
      spend: { state: 'committed' },
      isChanged: true,
    });
    expect(await balance(id)).toEqual([10_000, 0, 5_500]);

    const [authorised] = await events('spend.authorised', 'campaign-1');
    const [settled] = await events('spend.settled', 'campaign-1');
    expect(authorised).toMatchObject({ actor: 'agent:facebook', data: { amountMinor: '6000', budgetIds: [id] } });
    expect(settled).toMatchObject({ actor: OWNER, correlationid: authorised!.id, data: { actualMinor: '5500' } });
    const entries = await database.dataSource.query(
      `SELECT e.kind, e.event_id, e.actor, e.correlation_id, p.account, p.amount_minor
       FROM journal_entries e JOIN postings p ON p.entry_id = e.id WHERE e.cause = 'spend:campaign-1' ORDER BY p.line`,
    );
    const of = { kind: 'spend', event_id: settled!.id, actor: OWNER, correlation_id: authorised!.id };
    expect(entries).toEqual([
      { ...of, account: 'expense:advertising', amount_minor: '5500' },
      { ...of, account: 'liability:accounts-payable', amount_minor: '-5500' },
    ]);
  });

  it('names for each entry of a group the event because of which it is booked', async () => {
    const { name } = await department(10_000n);
    const keys = ['together-1', 'together-2', 'together-3'];
    await Promise.all(keys.map((key) => ask(key, 100n, { department: name })));
    await Promise.all(keys.map((key) => commit(key, 100n)));
    for (const key of keys) {
      const [settled] = await events('spend.settled', key);
      const rows = await database.dataSource.query('SELECT event_id FROM journal_entries WHERE cause = $1', [
        `spend:${key}`,
      ]);
      expect(rows).toEqual([{ event_id: settled!.id }]);
    }
  });

  it('is committed within its allowance, which is held with it, and not a cent above', async () => {
    const { name, id } = await department(10_000n);
    await ask('allowed', 5_000n, { department: name, allowanceMinor: 500n });
    expect(await balance(id)).toEqual([10_000, 5_500, 0]);
    await expect(commit('allowed', 5_501n)).resolves.toMatchObject({
      status: 422,
      faults: [{ pointer: '/actualMinor', message: expect.stringContaining('the allowance of 5.00 USD') }],
    });
    expect(await balance(id)).toEqual([10_000, 5_500, 0]);
    await commit('allowed', 5_500n);
    expect(await balance(id)).toEqual([10_000, 0, 5_500]);
    await ask('strict', 100n, { department: name });
    await expect(commit('strict', 101n)).resolves.toMatchObject({
      status: 422,
      faults: [{ pointer: '/actualMinor', message: expect.stringContaining('no allowance') }],
    });
  });

  it('gives back what is released', async () => {
    const { name, id } = await department(1_000n);
    await ask('dropped', 1_000n, { department: name });
    expect((await ask('late', 1n, { department: name })).decision).toBe('refused');
    await release('dropped');
    expect(await balance(id)).toEqual([1_000, 0, 0]);
    expect((await ask('dropped', 1_000n, { department: name })).decision).toBe('refused');
    expect((await ask('again', 1_000n, { department: name })).decision).toBe('authorised');
    expect(await events('spend.settled', 'dropped')).toMatchObject([
      { data: { outcome: 'released', actualMinor: '0' } },
    ]);
  });

  it('can be settled twice the same way, and never another way', async () => {
    const { name, id } = await department(1_000n);
    await ask('twice', 400n, { department: name });
    await commit('twice', 300n);
    await expect(commit('twice', 300n)).resolves.toMatchObject({ isChanged: false });
    await expect(commit('twice', 301n)).resolves.toMatchObject({ status: 409 });
    await expect(release('twice')).resolves.toMatchObject({ status: 409 });
    await expect(commit('nobody', 1n)).resolves.toMatchObject({ status: 404 });
    expect(await balance(id)).toEqual([1_000, 0, 300]);
    await ask('both', 400n, { department: name });
    const results = await Promise.all([commit('both', 400n), release('both'), commit('both', 400n)]);
    expect(results).toMatchObject([{ isChanged: true }, { status: 409 }, { isChanged: false }]);
    expect(await balance(id)).toEqual([1_000, 0, 700]);
  });

  it('is not committed in another currency', async () => {
    const { name } = await department(1_000n);
    await ask('other-money', 100n, { department: name });
    await expect(commit('other-money', 100n, { unit: 'EUR' })).resolves.toMatchObject({
      status: 422,
      faults: [{ pointer: '/currency', message: 'must be USD, as authorised' }],
    });
  });

  it('in tokens is counted and not booked', async () => {
    const { name, id } = await department(50_000n, { unit: 'tokens', agentId: 'writer', category: null });
    const tokens = { department: name, unit: 'tokens', agentId: 'writer', actor: 'agent:writer', category: 'llm' };
    expect((await ask('run-1', 40_000n, tokens)).decision).toBe('authorised');
    expect((await ask('run-2', 10_001n, tokens)).reason).toContain('10000 tokens left');
    await commit('run-1', 38_000n);
    expect(await balance(id)).toEqual([50_000, 0, 38_000]);
    const entries = await database.dataSource.query(`SELECT 1 FROM journal_entries WHERE cause = 'spend:run-1'`);
    expect(entries).toEqual([]);
  });
});

describe('a key', () => {
  it('gets the same decision however often it is asked, at once or later', async () => {
    const { name, id } = await department(1_000n);
    const same = () => ask('same', 700n, { department: name });
    const answers = await Promise.all([same(), same(), same()]);
    answers.push(await same());
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await balance(id)).toEqual([1_000, 700, 0]);
    expect(await events('spend.authorised', 'same')).toHaveLength(1);
    const refused = () => ask('never', 301n, { department: name });
    const first = await refused();
    await release('same');
    expect(await refused()).toEqual(first);
    expect(await events('spend.refused', 'never')).toHaveLength(1);
  });

  it('asked of two processes at the same moment is decided once', async () => {
    const { name, id } = await department(1_500n);
    const other = budgetOffice(database.dataSource, clock);
    const { name: elsewhere } = await department(1_500n);
    const keys = Array.from({ length: 20 }, (_, i) => `both-${i}`);
    const of = (key: string) => wish(key, 100n, { department: name });
    const [here, there, foreign] = await Promise.all([
      Promise.all(keys.map((key) => office.spends.authorise(of(key)))),
      Promise.all(keys.toReversed().map((key) => other.spends.authorise(of(key)))),
      // Of another budget, so that no lock keeps them apart.
      Promise.all(keys.map((key) => other.spends.authorise(wish(key, 100n, { department: elsewhere })))),
    ]);
    expect(there.toReversed()).toEqual(here);
    const yes = (answers: typeof here) =>
      answers.filter((one) => 'decision' in one && one.decision.decision === 'authorised').length;
    const held = (await balance(id))[1]!;
    expect([yes(here) * 100, yes(here) <= 15]).toEqual([held, true]);
    for (const [i, answer] of foreign.entries()) expect('decision' in answer).toBe('conflict' in here[i]!);
    expect(await query('SELECT count(*)::int AS n FROM spend_authorisations WHERE key = ANY($1)', [keys])).toEqual([
      { n: 20 },
    ]);
  });

  it('is refused for anything else', async () => {
    const { name } = await department(1_000n);
    await ask('mine', 100n, { department: name });
    const others: Partial<SpendRequest>[] = [
      { amountMinor: 101n },
      { purpose: 'Another one' },
      { allowanceMinor: 1n },
      { expiresInS: 901 },
      { actor: 'agent:painter', agentId: 'painter' },
    ];
    for (const other of others) {
      const answer = await office.spends.authorise({ ...wish('mine', 100n, { department: name }), ...other });
      expect(answer).toEqual({ conflict: expect.stringContaining('asked for something else') });
    }
    const both = [wish('one', 1n, { department: name }), wish('one', 2n, { department: name })];
    const answers = await Promise.all(both.map((one) => office.spends.authorise(one)));
    expect(answers).toMatchObject([{ decision: { decision: 'authorised' } }, { conflict: expect.any(String) }]);
  });
});

describe('a hold', () => {
  it('that is over frees its money for the very next spend, at all its levels', async () => {
    const { name, id } = await department(1_000n);
    const [narrow] = await office.desk.make([draft(1_000n, { department: name, category: 'advertising' })], OWNER);
    await ask('slow', 1_000n, { department: name, expiresInS: 60 });
    clock.passS(59);
    expect((await ask('early', 1n, { department: name })).decision).toBe('refused');
    clock.passS(1);
    // Of another category: the narrow budget of the first one is freed all the same.
    expect((await ask('next', 1_000n, { department: name, category: 'printing' })).decision).toBe('authorised');
    expect(await balance(id)).toEqual([1_000, 1_000, 0]);
    expect(await balance(narrow!.id)).toEqual([1_000, 0, 0]);
    expect(await ask('slow', 1_000n, { department: name, expiresInS: 60 })).toMatchObject({
      ...{ decision: 'refused', reason: expect.stringContaining('ask with a new key') },
    });
    await expect(commit('slow', 1n)).resolves.toMatchObject({ status: 409 });
    expect(await events('spend.settled', 'slow')).toMatchObject([{ actor: 'system', data: { outcome: 'expired' } }]);
  });

  it('that is over is no leave to spend even before anybody ended it', async () => {
    const { name } = await department(1_000n);
    await ask('over', 10n, { department: name, expiresInS: 1 });
    clock.passS(1);
    await expect(commit('over', 10n)).resolves.toMatchObject({ status: 409 });
    await expect(release('over')).resolves.toMatchObject({ isChanged: true });
  });

  it('is ended by the sweeper, once, however many sweep', async () => {
    const { name, id } = await department(1_000n);
    for (const key of ['a', 'b', 'c']) await ask(`swept-${key}`, 100n, { department: name, expiresInS: 30 });
    await ask('kept', 100n, { department: name, expiresInS: 31 });
    clock.passS(30);
    const ended = await Promise.all([1, 2, 3].map(() => office.settling.sweep()));
    expect(ended.reduce((a, b) => a + b)).toBe(3);
    expect(await balance(id)).toEqual([1_000, 100, 0]);
    expect(await events('spend.settled', 'swept-a')).toHaveLength(1);
  });
});

describe('a question without a budget for it', () => {
  it.each<[string, Partial<SpendRequest>]>([
    ['of an unknown department', { department: 'nowhere' }],
    ['in another currency', { unit: 'EUR' }],
    ['in tokens', { unit: 'tokens' }],
  ])('is refused: %s', async (what, given) => {
    const { name } = await department(1_000n);
    const decision = await ask(`none ${what}`.replaceAll(' ', '-'), 1n, { department: name, ...given });
    expect(decision).toMatchObject({ decision: 'refused', reason: expect.stringMatching(/^no budget in /) });
    expect(decision).not.toHaveProperty('budgetId');
  });

  it("is refused when the shop's day is outside the period", async () => {
    const now = clock.now().toISOString();
    const { name } = await department(1_000n);
    clock.set('2026-12-01T02:00:00Z');
    expect((await ask('too-late', 1n, { department: name })).decision).toBe('refused');
    // In New York it is still November.
    const newYork = budgetOffice(database.dataSource, clock, 'America/New_York');
    const answer = await newYork.spends.authorise(wish('in-time', 1n, { department: name }));
    expect(answer).toMatchObject({ decision: { decision: 'authorised' } });
    clock.set(now);
  });
});

it('proves every budget by its movements', async () => {
  expect(await proveBudgets(database.dataSource)).toEqual(PROVEN);
});
