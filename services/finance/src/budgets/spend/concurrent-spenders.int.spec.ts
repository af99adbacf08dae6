import { fileURLToPath } from 'node:url';
import { ChildProgram, eventually, terminateSessions } from '@vividwalls/testing';
import { createFinanceDatabase, type FinanceDatabase } from '../../testing/finance-database.js';
import { budgetOffice, HandClock } from '../testing/budget-database.js';
import { PROVEN, proveBudgets } from '../testing/budget-proof.js';
import { draft, OWNER } from '../testing/budget-samples.js';
import type { SpenderSettings } from '../testing/spender.main.js';

const PROGRAM = fileURLToPath(new URL('../../../dist/budgets/testing/spender.main.js', import.meta.url));
const PROCESSES = 2;
const SPENDERS = 500 / PROCESSES;
const SPENDS_EACH = 2;
const DEADLY_STARTS = 2;
/** Two thirds of what all want; the category has half of it. */
const ALLOCATED = 40_000n;

describe('500 concurrent spenders in processes that die', () => {
  let database: FinanceDatabase;
  beforeAll(async () => {
    database = await createFinanceDatabase('spenders');
  });
  afterAll(() => database?.drop());

  it('never spend a cent beyond the budget, and every cent is accounted for', async () => {
    const { desk } = budgetOffice(database.dataSource, new HandClock(new Date()));
    const period = { periodStart: '2020-01-01', periodEnd: '2024-12-31' };
    const today = { periodStart: '2025-01-01', periodEnd: '2029-12-31' };
    const department = 'shared';
    await desk.make([draft(1n, { department, ...period }), draft(ALLOCATED, { department, ...today })], OWNER);
    await desk.make([draft(ALLOCATED / 2n, { department, category: 'advertising', ...today })], OWNER);

    let done = 0;
    const children = Array.from({ length: PROCESSES }, (_, i) => {
      const name = `process-${i}`;
      const settings: SpenderSettings = {
        ...{ databaseUrl: database.url, name, department, deadlyStarts: DEADLY_STARTS },
        ...{ spenders: SPENDERS, spendsEach: SPENDS_EACH },
      };
      return new ChildProgram({
        ...{ name, program: PROGRAM, env: { SPENDER: JSON.stringify(settings), TZ: 'UTC' } },
        killPlan: { seed: name, oneIn: { 'outbox.appended': 6 } },
        onLine: (line) => void (done += line === 'all spent' ? 1 : 0),
      });
    });
    await Promise.all(children.map((child) => child.start()));
    let sessionsEnded = 0;
    try {
      await eventually(
        async () => {
          for (const child of children) child.throwIfBroken();
          expect((await proveBudgets(database.dataSource)).overspent).toEqual([]);
          if (done < PROCESSES && sessionsEnded < 30) {
            const ended = await terminateSessions(database.url, { applicationName: 'vividwalls-finance' });
            sessionsEnded += ended;
          }
          expect(done).toBe(PROCESSES);
        },
        { timeoutMs: 150_000, intervalMs: 400 },
      );
    } finally {
      await Promise.all(children.map((child) => child.stop()));
    }
    const deaths = children.reduce((sum, { record }) => sum + (record.killedAt['outbox.appended'] ?? 0), 0);
    expect(deaths).toBeGreaterThan(0);
    expect(sessionsEnded).toBeGreaterThan(0);
    expect(children.flatMap(({ record }) => record.unexpectedExits)).toEqual([]);

    expect(await proveBudgets(database.dataSource)).toEqual(PROVEN);
    const [counts] = await database.dataSource.query<Record<string, number>[]>(
      `SELECT count(*)::int AS spends, count(*) FILTER (WHERE state = 'refused')::int AS refused,
         count(*) FILTER (WHERE state = 'committed')::int AS committed FROM spend_authorisations`,
    );
    expect(counts!['spends']).toBe(PROCESSES * SPENDERS * SPENDS_EACH);
    expect(counts!['refused']).toBeGreaterThan(0);
    const [booked] = await database.dataSource.query<{ entries: number; minor: string }[]>(
      `SELECT count(*)::int AS entries, sum(p.amount_minor) AS minor FROM journal_entries e
       JOIN postings p ON p.entry_id = e.id AND p.account = 'expense:advertising' WHERE e.kind = 'spend'`,
    );
    const [spent] = await database.dataSource.query<{ spent_minor: string }[]>(
      `SELECT spent_minor FROM budget_accounts WHERE category = 'advertising'`,
    );
    expect(booked).toEqual({ entries: counts!['committed'], minor: spent!.spent_minor });
  }, 180_000);
});
