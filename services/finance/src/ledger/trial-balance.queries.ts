import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import type { AccountBalanceView, CurrencyBalanceView } from './trial-balance-view.js';

const NOW = `SELECT b.account, a.type, b.currency, b.debit_minor AS debit, b.credit_minor AS credit
  FROM account_balances b JOIN accounts a ON a.code = b.account
  WHERE b.book = $1 ORDER BY b.currency, a.position`;

// By when things happened, not by when they were booked: a late fact belongs into its own period.
const AT = `SELECT p.account, a.type, p.currency,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.amount_minor > 0), 0) AS debit,
    coalesce(-sum(p.amount_minor) FILTER (WHERE p.amount_minor < 0), 0) AS credit
  FROM journal_entries e JOIN postings p ON p.entry_id = e.id JOIN accounts a ON a.code = p.account
  WHERE e.book = $1 AND e.occurred_at <= $2
  GROUP BY p.account, a.type, a.position, p.currency ORDER BY p.currency, a.position`;

interface BalanceRow {
  readonly account: string;
  readonly type: string;
  readonly currency: string;
  /** bigint or numeric, as text */
  readonly debit: string;
  readonly credit: string;
}

/**
 * Turnover and balance of every account of a book by currency: now from the maintained balances, at a past time by
 * adding up the journal until then.
 */
export async function findTrialBalance(
  dataSource: DataSource,
  book: Book,
  at?: string,
): Promise<Record<string, CurrencyBalanceView>> {
  const rows = await dataSource.query<BalanceRow[]>(at ? AT : NOW, at ? [book, at] : [book]);
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
