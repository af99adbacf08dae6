import { createFinanceDatabase, type FinanceDatabase } from '../testing/finance-database.js';
import { budgetOffice, HandClock, type BudgetOffice } from '../budgets/testing/budget-database.js';
import { PROVEN, proveBudgets } from '../budgets/testing/budget-proof.js';
import { draft, OWNER, wish } from '../budgets/testing/budget-samples.js';

let database: FinanceDatabase;
let office: BudgetOffice;
const clock = new HandClock();
const CLAIM_S = 30;

beforeAll(async () => {
  database = await createFinanceDatabase('approval-desk');
});
afterAll(() => database?.drop());
beforeEach(() => {
  office = budgetOffice(database.dataSource, clock);
});

const query = <T>(sql: string, values: unknown[] = []) => database.dataSource.query<T[]>(sql, values);
let names = 0;
const budget = async (allocatedMinor: bigint) =>
  (await office.desk.make([draft(allocatedMinor, { department: `department-${(names += 1)}` })], OWNER))[0]!;

/** A transfer of 400 that waits, and how it and its budgets stand. */
async function transfer() {
  const [from, to] = [await budget(1_000n), await budget(0n)];
  const wanted = { fromId: from.id, toId: to.id, amountMinor: 400n, reason: 'the fair was cancelled' };
  const { id } = await office.transfers.request({ ...wanted, requestedBy: OWNER });
  const key = `transfer:${id}`;
  const standing = async () => {
    const [row] = await query<{ state: string; why: string | null; moved: string }>(
      `SELECT t.state, t.decision_reason AS why, b.allocated_minor AS moved FROM budget_transfers t
       JOIN budget_accounts b ON b.id = t.to_id WHERE t.id = $1`,
      [id],
    );
    return row;
  };
  const asked = async () =>
    (await query<{ state: string; verdict: string }>('SELECT state, verdict FROM approvals WHERE key = $1', [key]))[0];
  return { id, key, from, to, standing, asked };
}

describe('leave', () => {
  it('that is free is used, and the effect takes place at once', async () => {
    office.leave.governance.says = 'free';
    const { id, key, standing, asked } = await transfer();
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'done', moved: '400', why: 'free: as the policy says' });
    expect(await asked()).toEqual({ state: 'used', verdict: 'used' });
    expect(office.leave.governance.uses).toMatchObject([{ key, usedFor: id, actor: OWNER }]);
  });

  it('that is denied ends it, and says why', async () => {
    office.leave.governance.says = 'denied';
    const { standing, asked } = await transfer();
    await office.leave.tend();
    expect(await standing()).toEqual({
      state: 'rejected',
      moved: '0',
      why: 'denied by policy: denied: as the policy says',
    });
    expect(await asked()).toEqual({ state: 'ended', verdict: 'denied' });
  });

  it('is used once and carried out once, however often it is told, by however many', async () => {
    const { id, key, standing } = await transfer();
    await office.leave.tend();
    const other = budgetOffice(database.dataSource, clock, 'UTC', office.leave.governance);
    const news = office.leave.governance.decide(key, 'approved');
    await Promise.all([office.leave.hear(news, news), other.leave.hear(news)]);
    await Promise.all([office.leave.tend(), other.leave.tend(), office.leave.tend()]);
    await office.leave.hear(news);
    clock.passS(CLAIM_S);
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'done', moved: '400' });
    expect(office.leave.governance.uses).toHaveLength(1);
    expect(await query('SELECT 1 FROM budget_movements WHERE reference = $1', [id])).toHaveLength(2);
  });

  it('does not depend on the event: without it, it is found when the time is over', async () => {
    const { key, standing } = await transfer();
    await office.leave.tend();
    office.leave.governance.decide(key, 'approved');
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'pending' });
    clock.passS(61);
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'done' });
  });

  it('told before the question was answered is not missed', async () => {
    const { key, standing } = await transfer();
    const { governance } = office.leave;
    governance.onAnswer = async () => {
      governance.onAnswer = () => undefined;
      await office.leave.hear(governance.decide(key, 'approved'));
    };
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'done', moved: '400' });
  });

  it('that is told late, of what ended, and of what nobody here asked, changes nothing', async () => {
    const { key, standing, asked } = await transfer();
    await office.leave.decide(key, 'rejected', ['user:anna']);
    const late = office.leave.governance.decide(key, 'approved');
    await office.leave.hear(late, { ...late, data: { ...late.data, key: 'refund:1001' } });
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'rejected', moved: '0' });
    expect(await asked()).toEqual({ state: 'ended', verdict: 'rejected' });
  });

  it('given by whoever asked, or by an agent, is none', async () => {
    for (const decidedBy of [[OWNER], ['user:anna', 'agent:director']]) {
      const { key, standing } = await transfer();
      await office.leave.decide(key, 'approved', decidedBy);
      expect(await standing()).toMatchObject({
        state: 'rejected',
        moved: '0',
        why: expect.stringContaining('may not'),
      });
    }
  });
});

describe('a transfer that was changed', () => {
  const change = (id: string) =>
    database.owner.query('UPDATE budget_transfers SET amount_minor = 900 WHERE id = $1', [id]);

  it('after it was asked is not carried out', async () => {
    const { id, key, standing } = await transfer();
    await office.leave.tend();
    await change(id);
    await office.leave.decide(key, 'approved');
    expect(await standing()).toMatchObject({ state: 'rejected', moved: '0', why: expect.stringMatching(/^changed/) });
    expect(office.leave.governance.uses).toEqual([]);
  });

  it('between the use of its leave and the effect is not carried out either', async () => {
    office.leave.governance.says = 'free';
    const { id, standing, asked } = await transfer();
    office.leave.governance.onAnswer = async (what) => {
      if (what === 'use') await change(id);
    };
    await office.leave.tend();
    expect(await standing()).toMatchObject({
      state: 'rejected',
      moved: '0',
      why: expect.stringContaining('has changed'),
    });
    expect(await asked()).toEqual({ state: 'ended', verdict: 'used' });
  });
});

describe('when something dies', () => {
  it('governance: nothing takes place, and it is asked again with growing delays', async () => {
    const { governance } = office.leave;
    const { key, standing, asked } = await transfer();
    governance.isAway = true;
    await office.leave.tend();
    expect([await standing(), await asked()]).toMatchObject([{ state: 'pending' }, { state: 'to_ask', verdict: null }]);
    governance.isAway = false;
    await office.leave.tend();
    expect(governance.asked).toBe(0);
    clock.passS(1);
    await office.leave.tend();
    await office.leave.decide(key, 'approved');
    expect(await standing()).toMatchObject({ state: 'done' });
  });

  it('governance after it was told of the use: the use is said again, for the same effect, and it takes place once', async () => {
    const { governance } = office.leave;
    governance.says = 'free';
    const { id, standing } = await transfer();
    governance.onAnswer = (what) => void (governance.isAway = what === 'use');
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'pending', moved: '0' });
    governance.onAnswer = () => undefined;
    governance.isAway = false;
    clock.passS(60);
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'done', moved: '400' });
    expect(governance.uses.map(({ usedFor }) => usedFor)).toEqual([id, id]);
  });

  it('finance between the use and the effect: whoever comes after it goes on', async () => {
    const { governance } = office.leave;
    governance.says = 'free';
    const { standing } = await transfer();
    governance.onAnswer = (what) => {
      if (what === 'use') throw new Error('the process dies here');
    };
    await office.leave.tend();
    expect(office.leave.warnings).toEqual([expect.stringContaining('the process dies here')]);
    governance.onAnswer = () => undefined;
    const heir = budgetOffice(database.dataSource, clock, 'UTC', governance);
    await heir.leave.tend();
    expect(await standing()).toMatchObject({ state: 'pending' });
    clock.passS(CLAIM_S);
    await heir.leave.tend();
    expect(await standing()).toMatchObject({ state: 'done', moved: '400' });
  });

  it('leave that was used for something else is none', async () => {
    const { governance } = office.leave;
    const { key, standing } = await transfer();
    await office.leave.tend();
    const news = governance.decide(key, 'approved');
    const { digest } = governance.approvals.get(key)!;
    await governance.use({ key, digest, usedFor: 'something-else', actor: OWNER });
    await office.leave.hear(news);
    await office.leave.tend();
    expect(await standing()).toMatchObject({ state: 'rejected', moved: '0', why: expect.stringContaining('already') });
  });
});

describe('what nobody needs any more', () => {
  const drop = async (key: string) => {
    await office.spends.authorise(wish(key, 2n, { department: soft }));
    await office.settling.settle({ kind: 'release', key, actor: OWNER });
    const [spend] = await query<{ id: string }>('SELECT id FROM spend_authorisations WHERE key = $1', [key]);
    return `spend:${spend!.id}`;
  };
  const stands = (key: string) => query('SELECT state, verdict FROM approvals WHERE key = $1', [key]);
  let soft: string;
  beforeEach(async () => {
    const [made] = await office.desk.make(
      [draft(1n, { department: `department-${(names += 1)}`, limit: 'soft' })],
      OWNER,
    );
    soft = made!.department;
  });

  it('is not asked any more when it was not yet', async () => {
    const key = await drop('never-asked');
    await office.leave.tend();
    expect(office.leave.governance.asked).toBe(0);
    expect(await stands(key)).toEqual([{ state: 'ended', verdict: null }]);
  });

  it('is withdrawn until governance has heard it', async () => {
    const { governance } = office.leave;
    governance.isAway = true;
    const key = await drop('away');
    await office.leave.tend();
    expect(await stands(key)).toEqual([{ state: 'withdrawing', verdict: null }]);
    governance.isAway = false;
    clock.passS(60);
    await office.leave.tend();
    expect(await stands(key)).toEqual([{ state: 'ended', verdict: null }]);
  });

  it('released while it is being asked is withdrawn, and not carried out', async () => {
    const { governance } = office.leave;
    governance.says = 'free';
    await office.spends.authorise(wish('released-meanwhile', 2n, { department: soft }));
    governance.onAnswer = async (what) => {
      if (what === 'use') await office.settling.settle({ kind: 'release', key: 'released-meanwhile', actor: OWNER });
    };
    await office.leave.tend();
    governance.onAnswer = () => undefined;
    await office.leave.tend();
    const [spend] = await query<{ id: string; state: string }>(
      `SELECT id, state FROM spend_authorisations WHERE key = 'released-meanwhile'`,
    );
    expect(spend!.state).toBe('released');
    expect(await stands(`spend:${spend!.id}`)).toMatchObject([{ state: 'ended' }]);
  });
});

describe('the database itself', () => {
  it('refuses each effect without leave that was used for it', async () => {
    const { id } = await transfer();
    const done = `UPDATE budget_transfers SET state = 'done', decided_by = 'user:x', decided_at = now() WHERE id = $1`;
    await expect(query(done, [id])).rejects.toThrow(/no leave of governance was used for it/);
    const soft = (await office.desk.make([draft(1n, { department: 'softly', limit: 'soft' })], OWNER))[0]!;
    await office.spends.authorise(wish('softly', 2n, { department: soft.department }));
    for (const state of ['reserved', 'committed']) {
      const held = `UPDATE spend_authorisations SET state = $1, expires_at = now() WHERE key = 'softly'`;
      await expect(query(held, [state])).rejects.toThrow(/no leave of governance was used for it/);
    }
    await expect(
      query(
        `INSERT INTO commission_payments (id, statement_id, amount_minor, currency, paid_at, recorded_at, actor, cause)
         VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'USD', now(), now(), 'x', 'x')`,
      ),
    ).rejects.toThrow(/no leave of governance was used for it/);
  });

  it('refuses to open again what has ended, to use what the asker allowed, and to change what was wanted', async () => {
    const { key } = await transfer();
    await office.leave.decide(key, 'approved');
    const set = (what: string) => query(`UPDATE approvals SET ${what} WHERE key = $1`, [key]);
    await expect(set(`state = 'to_ask', ended_at = NULL`)).rejects.toThrow(/has ended: it is used for ever/);
    await expect(set(`requested_by = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(query('DELETE FROM approvals')).rejects.toThrow(/permission denied/);
    const other = await transfer();
    const used = `UPDATE approvals SET state = 'used', verdict = 'used', digest = repeat('a', 64), ended_at = now(),
      decided_by = ARRAY['${OWNER}'] WHERE key = $1`;
    await expect(query(used, [other.key])).rejects.toThrow(/approvals_used/);
  });
});

it('proves every budget by its movements', async () => {
  expect(await proveBudgets(database.dataSource)).toEqual(PROVEN);
});
