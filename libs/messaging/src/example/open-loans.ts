import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Answers, defineRequest, HandlesBatch, ReadModel, type EventEnvelope } from '../index.js';
import { BOOK_LENT, BookLent, BookReturned } from './events.js';

export const OPEN_LOANS = { name: 'open-loans', tables: ['open_loans'] };

/** How many books a reader has at home. Asker and answerer both import this. */
export const countOpenLoans = defineRequest<{ reader: string }, { open: number }>({
  service: 'library',
  name: 'loans.count_open',
  deadlineMs: 1_000,
  faultsOf: (question) =>
    typeof (question as { reader?: unknown } | null)?.reader === 'string' ? [] : ['/reader must be text'],
});

/** A read model: tables that can be rebuilt from the events, with a durable and an inbox of their own. */
@Injectable()
@ReadModel(OPEN_LOANS)
export class OpenLoans {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Adding up does not depend on the order of the events. */
  @HandlesBatch([BookLent, BookReturned])
  async count(tx: EntityManager, events: readonly EventEnvelope<BookLent | BookReturned>[]): Promise<void> {
    await tx.query(
      `INSERT INTO open_loans AS o (reader, open)
       SELECT reader, sum(change) FROM unnest($1::text[], $2::int[]) AS t (reader, change) GROUP BY reader ORDER BY reader
       ON CONFLICT (reader) DO UPDATE SET open = o.open + excluded.open`,
      [events.map(({ data }) => data.reader), events.map(({ type }) => (type === BOOK_LENT.type ? 1 : -1))],
    );
  }

  @Answers(countOpenLoans)
  async answer({ reader }: { reader: string }): Promise<{ open: number }> {
    const rows = await this.dataSource.query<{ open: number }[]>('SELECT open FROM open_loans WHERE reader = $1', [
      reader,
    ]);
    return { open: rows[0]?.open ?? 0 };
  }
}
