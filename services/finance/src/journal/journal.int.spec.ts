import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { createFinanceDatabase, RECORDED_AT, type FinanceDatabase } from '../testing/finance-database.js';
import { CHART } from './accounts.js';
import type { JournalEntry } from './journal-entry.js';
import type { Posting } from './tally.js';
import { writeJournal } from './write-journal.js';

const day = (instant: string) => instant.slice(0, 10);

let database: FinanceDatabase;
beforeAll(async () => {
  database = await createFinanceDatabase('journal');
});
afterAll(() => database?.drop());

const usd = (account: string, amountMinor: bigint): Posting => ({ account, amountMinor, currency: 'USD' });
const sale = [usd('asset:payments-clearing', 100n), usd('income:sales', -100n)];

function entry(orderId: string, postings: readonly Posting[] = sale, more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    ...{ id: uuidv7(), orderId, cause: 'sale', book: 'real', seq: 1, kind: 'sale', currency: 'USD', postings },
    ...{ occurredAt: '2026-03-01T15:00:00Z', recordedAt: RECORDED_AT, eventId: 'e', correlationId: 'c', actor: 'a' },
    ...more,
  };
}

/** Inserts an entry and its postings past the service's own checks, as a broken or hostile program would. */
async function insertRaw(
  tx: EntityManager,
  one: JournalEntry,
  postings: readonly Posting[] = one.postings,
): Promise<void> {
  await tx.query(
    `INSERT INTO journal_entries (id, order_id, cause, book, seq, kind, currency, occurred_at, recorded_at, event_id,
       correlation_id, actor) VALUES ($1, $2, 'sale', 'real', 1, 'sale', 'USD', now(), now(), 'e', 'c', 'a')`,
    [one.id, one.orderId],
  );
  await insertPostings(tx, one.id, postings);
}

async function insertPostings(tx: EntityManager, id: string, postings: readonly Posting[], from = 1): Promise<void> {
  for (const [i, { account, amountMinor, currency }] of postings.entries()) {
    await tx.query('INSERT INTO postings VALUES ($1, $2, $3, $4, $5)', [
      ...[id, from + i, account, amountMinor.toString(), currency],
    ]);
  }
}

describe('the journal', () => {
  it('holds entries whose postings sum to zero', async () => {
    await database.dataSource.transaction((tx) => insertRaw(tx, entry('raw')));
    await database.dataSource.transaction((tx) => writeJournal(tx, [entry('written')], day));
    const rows = await database.dataSource.query('SELECT count(*)::int AS n FROM postings');
    expect(rows).toEqual([{ n: 4 }]);
  });

  it.each<[string, readonly Posting[], RegExp]>([
    [
      'does not balance',
      [usd('asset:payments-clearing', 100n), usd('income:sales', -99n)],
      /does not balance: .* sum to 1 USD/,
    ],
    ['has no postings', [], /has no postings/],
    [
      'balances only across currencies',
      [sale[0]!, { ...sale[1]!, currency: 'EUR' }],
      /does not balance: .* sum to -?100 (USD|EUR)/,
    ],
    ['names an account that does not exist', [usd('income:tricks', 100n), sale[1]!], /on income:tricks refused/],
    ['has a posting of nothing', [...sale, usd('income:tips', 0n)], /postings_amount_minor_check/],
  ])('refuses an entry that %s, whoever writes it', async (_what, postings, message) => {
    for (const source of [database.dataSource, database.owner]) {
      await expect(source.transaction((tx) => insertRaw(tx, entry(uuidv7(), postings)))).rejects.toThrow(message);
    }
  });

  it('holds an entry of two currencies that balances in each, through the conversion account', async () => {
    const eur = (account: string, amountMinor: bigint): Posting => ({ account, amountMinor, currency: 'EUR' });
    const postings = [
      ...[eur('expense:advertising', 90n), eur('equity:conversion', -90n)],
      ...[usd('equity:conversion', 100n), usd('liability:accounts-payable', -100n)],
    ];
    await database.dataSource.transaction((tx) => writeJournal(tx, [entry('abroad', postings)], day));
    const off = [...postings.slice(0, 3), usd('liability:accounts-payable', -99n)];
    const broken = database.dataSource.transaction((tx) => writeJournal(tx, [entry('off', off)], day));
    await expect(broken).rejects.toThrow('Entry for sale of order off does not balance in USD: off by 1');
  });

  it('books the cause of what belongs to no order once as well', async () => {
    const payout = entry('-', sale, { orderId: null, cause: 'payout:1' });
    await database.dataSource.transaction((tx) => writeJournal(tx, [payout], day));
    const again = { ...payout, id: uuidv7() };
    const twice = database.dataSource.transaction((tx) => writeJournal(tx, [again], day));
    await expect(twice).rejects.toThrow(/duplicate key.*journal_entries_reference/);
  });

  it('keeps the turnover of each day, which adds up to the balances', async () => {
    const late = entry('late', sale, { occurredAt: '2026-03-02T00:00:00Z' });
    await database.dataSource.transaction((tx) => writeJournal(tx, [entry('early'), late], day));
    const [sums] = await database.dataSource.query<{ off: number; days: number }[]>(
      `SELECT count(*) FILTER (WHERE b.debit_minor <> d.debit OR b.credit_minor <> d.credit)::int AS off,
         max(d.days)::int AS days
       FROM account_balances b JOIN (
         SELECT book, account, currency, sum(debit_minor) AS debit, sum(credit_minor) AS credit, count(*) AS days
         FROM account_days GROUP BY book, account, currency) d USING (book, account, currency)`,
    );
    expect(sums).toEqual({ off: 0, days: 2 });
  });

  it('is closed for further postings when the transaction ends, even if they balance', async () => {
    const closed = entry('closed');
    await database.dataSource.transaction((tx) => insertRaw(tx, closed));
    const more = database.dataSource.transaction((tx) => insertPostings(tx, closed.id, sale, 3));
    await expect(more).rejects.toThrow(/must be of this transaction/);
  });

  it('takes the postings of an entry that was written under a savepoint', async () => {
    await database.dataSource.transaction(async (tx) => {
      const one = entry('savepoint', []);
      await tx.query('SAVEPOINT inner_part');
      await insertRaw(tx, one);
      await tx.query('RELEASE SAVEPOINT inner_part');
      await insertPostings(tx, one.id, sale);
    });
  });

  it('books a cause once', async () => {
    await database.dataSource.transaction((tx) => writeJournal(tx, [entry('once')], day));
    const again = database.dataSource.transaction((tx) => writeJournal(tx, [entry('once')], day));
    await expect(again).rejects.toThrow(/duplicate key/);
  });

  it('names the rule at fault before the database has to refuse', async () => {
    const broken = entry('broken', [usd('income:sales', -1n)]);
    const writing = database.dataSource.transaction((tx) => writeJournal(tx, [broken], day));
    await expect(writing).rejects.toThrow('Entry for sale of order broken does not balance in USD: off by -1');
  });

  it.each(['journal_entries', 'postings'])('never lets %s be changed or removed', async (table) => {
    for (const statement of [`UPDATE ${table} SET currency = 'EUR'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(database.dataSource.query(statement)).rejects.toThrow(/permission denied/);
      await expect(database.owner.query(statement)).rejects.toThrow(/the journal is never changed/);
    }
  });

  it("is out of reach for a role with any other rights: no other schema, no table of one's own", async () => {
    await expect(database.dataSource.query('CREATE TABLE own ()')).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query('CREATE TABLE public.own ()')).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query('DELETE FROM order_books')).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query('DELETE FROM account_balances')).rejects.toThrow(/permission denied/);
    await expect(
      database.dataSource.query(`INSERT INTO accounts VALUES ('asset:x', 'asset', 'x', 99)`),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('the accounts in the database', () => {
  it('are the chart of the code', async () => {
    const rows = await database.dataSource.query('SELECT code, type, name FROM accounts ORDER BY position');
    expect(rows).toEqual(CHART);
  });
});
