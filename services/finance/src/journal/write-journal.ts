import type { EntityManager } from 'typeorm';
import type { JournalEntry } from './journal-entry.js';
import { balanceChanges } from './balance-changes.js';

const INSERT_ENTRIES = `INSERT INTO journal_entries
    (id, order_id, cause, book, seq, kind, currency, occurred_at, recorded_at, event_id, correlation_id, actor)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[],
    $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[])`;

const INSERT_POSTINGS = `INSERT INTO postings (entry_id, line, account, amount_minor, currency)
  SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::bigint[], $5::text[])`;

// In key order, so that two batches take these contended rows in the same order and cannot deadlock.
const ADD_TO_BALANCES = `INSERT INTO account_balances AS b (book, account, currency, debit_minor, credit_minor)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS c (book, account, currency, d, k)
  ORDER BY book, account, currency
  ON CONFLICT (book, account, currency) DO UPDATE
  SET debit_minor = b.debit_minor + excluded.debit_minor, credit_minor = b.credit_minor + excluded.credit_minor`;

/**
 * Writes entries, their postings and the balances they change: three round trips, however many entries. The balances
 * come last, because their few rows are shared by every writer and stay locked until the transaction ends.
 */
export async function writeJournal(tx: EntityManager, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  for (const entry of entries) assertBalanced(entry);
  const column = <T>(of: (entry: JournalEntry) => T) => entries.map(of);
  await tx.query(INSERT_ENTRIES, [
    ...[column((e) => e.id), column((e) => e.orderId), column((e) => e.cause), column((e) => e.book)],
    ...[column((e) => e.seq), column((e) => e.kind), column((e) => e.currency), column((e) => e.occurredAt)],
    ...[column((e) => e.recordedAt), column((e) => e.eventId), column((e) => e.correlationId), column((e) => e.actor)],
  ]);
  const lines = entries.flatMap(({ id, postings }) => postings.map((posting, i) => ({ id, line: i + 1, ...posting })));
  await tx.query(INSERT_POSTINGS, [
    ...[lines.map((l) => l.id), lines.map((l) => l.line), lines.map((l) => l.account)],
    ...[lines.map((l) => l.amountMinor.toString()), lines.map((l) => l.currency)],
  ]);
  const changes = balanceChanges(entries);
  await tx.query(ADD_TO_BALANCES, [
    ...[changes.map((c) => c.book), changes.map((c) => c.account), changes.map((c) => c.currency)],
    ...[changes.map((c) => c.debitMinor.toString()), changes.map((c) => c.creditMinor.toString())],
  ]);
}

/** The database refuses such an entry too, but only at commit and with the whole batch; here the rule at fault is near. */
function assertBalanced({ orderId, cause, currency, postings }: JournalEntry): void {
  const sum = postings.reduce((total, posting) => total + posting.amountMinor, 0n);
  if (sum !== 0n || postings.length === 0 || postings.some((posting) => posting.currency !== currency)) {
    throw new Error(`Entry for ${cause} of order ${orderId} does not balance in ${currency}: off by ${sum}`);
  }
}
