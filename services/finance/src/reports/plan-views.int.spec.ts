import { CURRENCY_EXPONENTS } from '@vividwalls/money';
import * as given from '../order-books/testing/snapshots.js';
import { createFinanceDatabase, type FinanceDatabase } from '../testing/finance-database.js';
import { orderEvent } from '../testing/order-events.js';
import { shopYear } from './testing/shop-year.js';

let database: FinanceDatabase;
beforeAll(async () => {
  database = await createFinanceDatabase('plan_views');
  await database.book(...shopYear());
});
afterAll(() => database?.drop());

/** As the role of the service: who reads the plan's tables has no more rights. */
const select = <T = Record<string, string>>(sql: string, values: unknown[] = []) =>
  database.dataSource.query<T[]>(sql, values);

/** Credit balance of accounts in the real book, major units of currencies with two digits. */
async function credited(accounts: string): Promise<string> {
  const [row] = await select<{ total: string }>(
    `SELECT ((sum(credit_minor) - sum(debit_minor)) / 100)::numeric(20, 2)::text AS total FROM account_balances
     WHERE book = 'real' AND account ~ $1`,
    [`^(${accounts})$`],
  );
  return row!.total;
}

describe('financial_transactions', () => {
  it('has the columns of the plan, and no other', async () => {
    const columns = await select(
      `SELECT column_name AS name, data_type AS type, character_maximum_length AS length, numeric_precision AS precision,
         numeric_scale AS scale
       FROM information_schema.columns WHERE table_schema = 'finance' AND table_name = 'financial_transactions'
       ORDER BY ordinal_position`,
    );
    const none = { length: null, precision: null, scale: null };
    expect(columns).toEqual([
      { name: 'id', type: 'uuid', ...none },
      { name: 'transaction_type', type: 'character varying', ...none, length: 50 },
      { name: 'amount', type: 'numeric', ...none, precision: 10, scale: 2 },
      { name: 'agent_attribution', type: 'uuid', ...none },
      { name: 'order_id', type: 'uuid', ...none },
      { name: 'created_at', type: 'timestamp without time zone', ...none },
    ]);
  });

  it('answers the plan’s own questions, and agrees with the ledger', async () => {
    const sums = await select<{ transaction_type: string; total: string }>(
      'SELECT transaction_type, SUM(amount)::text AS total FROM financial_transactions GROUP BY transaction_type',
    );
    const byType = Object.fromEntries(sums.map(({ transaction_type, total }) => [transaction_type, total]));
    expect(byType).toEqual({
      revenue: await credited('income:(sales|discounts|shipping|tips|fees)'),
      refund: '100.00',
      expense: (await credited('expense:.*')).replace('-', ''),
    });
    const [net] = await select<{ net: string }>(
      `SELECT SUM(CASE transaction_type WHEN 'refund' THEN -amount ELSE amount END)::text AS net FROM financial_transactions
       WHERE transaction_type IN ('revenue', 'refund', 'adjustment')`,
    );
    expect(net!.net).toBe(await credited('income:.*'));
  });

  it('finds an order by what its Shopify id is made into, and leaves test orders out', async () => {
    const of = (orderId: string) =>
      select(
        `SELECT transaction_type AS type, amount, created_at::text FROM financial_transactions WHERE order_id = plan_uuid($1)
         ORDER BY created_at, type`,
        [orderId],
      );
    expect(await of('b')).toEqual([
      { type: 'expense', amount: '231.90', created_at: '2026-02-05 10:00:00' },
      { type: 'revenue', amount: '600.00', created_at: '2026-02-05 10:00:00' },
      { type: 'refund', amount: '100.00', created_at: '2026-03-02 09:00:00' },
    ]);
    expect(await of('t')).toEqual([]);
    const [first] = await select<{ id: string }>("SELECT plan_uuid('450789469') AS id");
    expect(first!.id).toBe('1eb1d1f8-0bd4-d52a-6f04-239465b1c0b6');
  });

  it('has ids that are one each, and the same whenever it is read', async () => {
    const ids = async () =>
      (await select<{ id: string }>('SELECT id FROM financial_transactions ORDER BY id')).map(({ id }) => id);
    const read = await ids();
    expect(new Set(read).size).toBe(read.length);
    expect(await ids()).toEqual(read);
  });

  it('names the agent who has most of an order’s credit, and the agent of a cost', async () => {
    const { owner } = database;
    const set = '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11';
    await owner.query(
      `INSERT INTO attribution_sets (id, order_id, book, seq, reason, model, model_version, amount_minor, currency, occurred_at,
         recorded_at, event_id, correlation_id, actor)
       VALUES ($1, 'a', 'real', 1, 'capture', 'linear', 1, 19000, 'USD', now(), now(), 'e', 'c', 'spec')`,
      [set],
    );
    await owner.query(
      `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, agent_id, channel, weight, amount_minor, currency)
       VALUES ($1, 1, 'a', 'real', 'sam', 'email', 1, 5000, 'USD'), ($1, 2, 'a', 'real', 'pam', 'email', 1, 14000, 'USD')`,
      [set],
    );
    const [entry] = await database.dataSource.transaction((tx) =>
      database.journal.book(
        tx,
        [
          {
            ...{ cause: 'cost:1', book: 'real', kind: 'cost', occurredAt: '2026-03-01T00:00:00Z' },
            postings: [
              { account: 'expense:advertising', amountMinor: 4_000n, currency: 'USD' },
              { account: 'liability:accounts-payable', amountMinor: -4_000n, currency: 'USD' },
            ],
          },
        ],
        { eventId: 'e', correlationId: 'c', actor: 'spec' },
      ),
    );
    await owner.query(
      `INSERT INTO costs (id, agent_id, category, amount_minor, currency, description, occurred_at, occurred_on, recorded_at,
         book, entry_id)
       VALUES (gen_random_uuid(), 'ada', 'ads', 4000, 'USD', 'Ads', now(), '2026-03-01', now(), 'real', $1)`,
      [entry!.id],
    );
    const agents = await select(
      `SELECT DISTINCT order_id = plan_uuid('a') AS of_a, agent_attribution = plan_uuid('pam') AS is_pam,
         agent_attribution = plan_uuid('ada') AS is_ada
       FROM financial_transactions WHERE agent_attribution IS NOT NULL ORDER BY of_a`,
    );
    expect(agents).toEqual([
      { of_a: true, is_pam: true, is_ada: false },
      { of_a: null, is_pam: false, is_ada: true },
    ]);
  });

  it('tells what decimal(10,2) cannot hold in several rows, and yen without decimals', async () => {
    const price = '1234567890123';
    const priced = { lines: [given.line({ lineId: 'x', unitPriceMinor: price })], currency: 'JPY', orderId: 'yen' };
    const totals = { linesMinor: price, subtotalMinor: price, totalMinor: price, currentTotalMinor: price };
    await database.book(orderEvent(given.order({ ...priced, totals: { ...totals } })));
    const [sum] = await select(
      `SELECT count(*)::int AS parts, SUM(amount)::text AS total, MAX(amount)::text AS largest, count(DISTINCT id)::int AS ids
       FROM financial_transactions WHERE order_id = plan_uuid('yen') AND transaction_type = 'revenue'`,
    );
    expect(sum).toEqual({ parts: 12_346, total: `${price}.00`, largest: '99999999.99', ids: 12_346 });
  });

  it.each([
    `INSERT INTO financial_transactions (id, transaction_type, amount) VALUES (gen_random_uuid(), 'revenue', 1)`,
    `UPDATE financial_transactions SET amount = 0`,
    `DELETE FROM financial_transactions`,
    `INSERT INTO revenue_tracking (day, stream, orders) VALUES ('2026-01-01', 'direct', 1)`,
    `DELETE FROM revenue_tracking`,
  ])('refuses %s, whoever tries', async (sql) => {
    for (const who of [database.dataSource, database.owner])
      await expect(who.query(sql)).rejects.toThrow(/cannot|permission/);
  });

  it('says what its columns mean', async () => {
    const [comment] = await select<{ text: string }>(
      `SELECT col_description('financial_transactions'::regclass, attnum) AS text FROM pg_attribute
       WHERE attrelid = 'financial_transactions'::regclass AND attname = 'order_id'`,
    );
    expect(comment!.text).toBe('plan_uuid of the Shopify id, which is text');
  });
});

describe('revenue_tracking', () => {
  it('has a row for each day, stream and currency', async () => {
    await database.owner.query(
      "UPDATE order_lines SET gross_minor = 20000, discount_minor = 2000 WHERE line_id = 'a1'",
    );
    expect(
      await select(`SELECT day::text, stream, orders::int, gross, discounts, refunds, net, currency FROM revenue_tracking
        WHERE day < '2026-02-10' ORDER BY day, stream`),
    ).toMatchObject([
      {
        ...{ day: '2026-01-10', stream: 'direct', orders: 1, currency: 'USD' },
        ...{ gross: '200.00', discounts: '20.00', refunds: '0.00', net: '180.00' },
      },
      { day: '2026-01-10', stream: 'other', orders: 1, gross: null, net: '10.00' },
      { day: '2026-02-05', stream: 'direct', orders: 1, net: '0.00' },
      { day: '2026-02-05', stream: 'limited_edition', orders: 1, net: '500.00' },
    ]);
  });

  it('sums to the ledger’s net revenue', async () => {
    const [sum] = await select<{ net: string }>(
      "SELECT SUM(net)::text AS net FROM revenue_tracking WHERE currency IN ('USD', 'EUR')",
    );
    const [ledger] = await select<{ net: string }>(
      `SELECT ((sum(credit_minor) - sum(debit_minor)) / 100)::numeric(20, 2)::text AS net FROM account_balances
       WHERE book = 'real' AND account LIKE 'income:%' AND currency IN ('USD', 'EUR')`,
    );
    expect(sum!.net).toBe(ledger!.net);
  });
});

describe('the exponent of a currency in SQL', () => {
  it('is that of libs/money, for every currency there is', async () => {
    const codes = [...CURRENCY_EXPONENTS.keys()];
    const rows = await select<{ code: string; exponent: number }>(
      'SELECT code, currency_exponent(code) AS exponent FROM unnest($1::text[]) AS c (code)',
      [codes],
    );
    expect(new Map(rows.map(({ code, exponent }) => [code, exponent]))).toEqual(CURRENCY_EXPONENTS);
    const [units] = await select(
      "SELECT major_units(-1234567, 'USD') AS usd, major_units(1234, 'JPY') AS jpy, major_units(1234, 'KWD') AS kwd",
    );
    expect(units).toEqual({ usd: '-12345.67', jpy: '1234', kwd: '1.234' });
  });
});
