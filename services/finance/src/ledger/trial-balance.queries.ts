import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import type { AccountBalanceView, CurrencyBalanceView } from './trial-balance-view.js';

const NOW = `SELECT b.account, a.type, b.currency, b.debit_minor AS debit, b.credit_minor AS credit
  FROM account_balances b JOIN accounts a ON a.code = b.account
  WHERE b.book = $1 ORDER BY b.currency, a.position`;

// By when things happened, not by when they were booked: a late fact belongs into its own period. Whole days come from the
// maintained turnover by day; of the day itself the journal is added up.
const AT = `WITH turnover AS (
    SELECT account, currency, debit_minor AS debit, credit_minor AS credit
    FROM account_days WHERE book = $1 AND day < ($2::timestamptz AT TIME ZONE $3)::date
    UNION ALL
    SELECT p.account, p.currency, greatest(p.amount_minor, 0), greatest(-p.amount_minor, 0)
    FROM journal_entries e JOIN postings p ON p.entry_id = e.id
    WHERE e.book = $1 AND e.occurred_at <= $2
      AND e.occurred_at >= date_trunc('day', $2::timestamptz AT TIME ZONE $3) AT TIME ZONE $3
  )
  SELECT t.account, a.type, t.currency, sum(t.debit) AS debit, sum(t.credit) AS credit
  FROM turnover t JOIN accounts a ON a.code = t.account
  GROUP BY t.account, a.type, a.position, t.currency ORDER BY t.currency, a.position`;

interface BalanceRow {
  readonly account: string;
  readonly type: string;
  readonly currency: string;
  /** bigint or numeric, as text */
  readonly debit: string;
  readonly credit: string;
}

/** A moment in the past, and the time zone by which the books keep days. */
export interface PastMoment {
  /** ISO 8601 */
  readonly at: string;
  readonly timeZone: string;
}

/**
 * Turnover and balance of every account of a book by currency: now from the maintained balances, at a past time from the
 * days before and the journal of that day.
 */
export async function findTrialBalance(
  dataSource: DataSource,
  book: Book,
  past?: PastMoment,
): Promise<Record<string, CurrencyBalanceView>> {
  const rows = await dataSource.query<BalanceRow[]>(past ? AT : NOW, past ? [book, past.at, past.timeZone] : [book]);
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency);
  return Object.fromEntries([...byCurrency].map(([currency, lines]) => [currency, sumUp(lines)]));
}

function sumUp(rows: readonly BalanceRow[]): CurrencyBalanceView {
  const sum = (side: (row: BalanceRow) => string) => String(rows.reduce((total, row) => total + BigInt(side(row)), 0n));
  const accounts = rows.map(({ account, type, debit, credit }): AccountBalanceView => ({
    ...{ account, type },
    debitMinor: debit,
    creditMinor: credit,
    balanceMinor: String(BigInt(debit) - BigInt(credit)),
  }));
  return { debitMinor: sum((row) => row.debit), creditMinor: sum((row) => row.credit), accounts };
}
