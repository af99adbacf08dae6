import { runWithNext } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { JournalEntry } from './journal-entry.js';
import { balanceChanges, dayChanges, type BalanceChange } from './balance-changes.js';

const INSERT_ENTRIES = {
  name: 'insert_journal_entries',
  text: `INSERT INTO journal_entries
    (id, order_id, cause, book, seq, kind, currency, occurred_at, recorded_at, event_id, correlation_id, actor, reverses)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[],
    $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::uuid[])`,
};

const INSERT_POSTINGS = {
  name: 'insert_postings',
  text: `INSERT INTO postings (entry_id, line, account, amount_minor, currency)
  SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::bigint[], $5::text[])`,
};

// Both in key order, so that two batches take these contended rows in the same order and cannot deadlock.
const ADD_TO_DAYS = {
  name: 'add_to_account_days',
  text: `INSERT INTO account_days AS b (book, account, currency, debit_minor, credit_minor, day)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::date[])
    AS c (book, account, currency, d, k, day)
  ORDER BY book, day, account, currency
  ON CONFLICT (book, day, account, currency) DO UPDATE
  SET debit_minor = b.debit_minor + excluded.debit_minor, credit_minor = b.credit_minor + excluded.credit_minor`,
};

const ADD_TO_BALANCES = {
  name: 'add_to_account_balances',
  text: `INSERT INTO account_balances AS b (book, account, currency, debit_minor, credit_minor)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS c (book, account, currency, d, k)
  ORDER BY book, account, currency
  ON CONFLICT (book, account, currency) DO UPDATE
  SET debit_minor = b.debit_minor + excluded.debit_minor, credit_minor = b.credit_minor + excluded.credit_minor`,
};

// What is deferred to the COMMIT would be checked while every other writer waits for this one's sums.
const CHECK_NOW = { text: 'SET CONSTRAINTS entry_balances IMMEDIATE' };
const CHECK_AT_COMMIT = { text: 'SET CONSTRAINTS entry_balances DEFERRED' };

/**
 * Writes entries, their postings, and the turnover they add by day and in all, with what the transaction does next. The
 * sums come last, because their few rows are shared by every writer and stay locked until the transaction ends: mostly they
 * go in one message with the COMMIT.
 *
 * @param dayOf the shop's day of an instant, `2026-11-24`
 * @param beforeSums what else is to be written in between: whatever takes long, or rows that writers share too
 */
export async function writeJournal(
  tx: EntityManager,
  entries: readonly JournalEntry[],
  dayOf: (instant: string) => string,
  beforeSums: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  if (entries.length === 0) return beforeSums();
  for (const entry of entries) assertBalanced(entry);
  const column = <T>(of: (entry: JournalEntry) => T) => entries.map(of);
  const entryColumns = [
    ...[column((e) => e.id), column((e) => e.orderId), column((e) => e.cause), column((e) => e.book)],
    ...[column((e) => e.seq), column((e) => e.kind), column((e) => e.currency), column((e) => e.occurredAt)],
    ...[column((e) => e.recordedAt), column((e) => e.eventId), column((e) => e.correlationId), column((e) => e.actor)],
    column((e) => e.reverses ?? null),
  ];
  await runWithNext(tx, { ...INSERT_ENTRIES, values: entryColumns });
  const lines = entries.flatMap(({ id, postings }) => postings.map((posting, i) => ({ id, line: i + 1, ...posting })));
  const lineColumns = [
    ...[lines.map((l) => l.id), lines.map((l) => l.line), lines.map((l) => l.account)],
    ...[lines.map((l) => l.amountMinor.toString()), lines.map((l) => l.currency)],
  ];
  await runWithNext(tx, { ...INSERT_POSTINGS, values: lineColumns });
  await runWithNext(tx, CHECK_NOW);
  await runWithNext(tx, CHECK_AT_COMMIT);
  await beforeSums();
  const days = dayChanges(entries, dayOf);
  await runWithNext(tx, { ...ADD_TO_DAYS, values: [...columnsOf(days), days.map(({ day }) => day)] });
  await runWithNext(tx, { ...ADD_TO_BALANCES, values: columnsOf(balanceChanges(days)) });
}

function columnsOf(changes: readonly BalanceChange[]): string[][] {
  return [
    ...[changes.map((c) => c.book), changes.map((c) => c.account), changes.map((c) => c.currency)],
    ...[changes.map((c) => c.debitMinor.toString()), changes.map((c) => c.creditMinor.toString())],
  ];
}

/** The database refuses such an entry too, but only at commit and with the whole batch; here the rule at fault is near. */
function assertBalanced({ orderId, cause, postings }: JournalEntry): void {
  const whose = orderId === null ? cause : `${cause} of order ${orderId}`;
  if (postings.length === 0) throw new Error(`Entry for ${whose} has no postings`);
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of postings) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  for (const [currency, sum] of sums) {
    if (sum !== 0n) throw new Error(`Entry for ${whose} does not balance in ${currency}: off by ${sum}`);
  }
}
