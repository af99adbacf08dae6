import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Handles, HandlesBatch, NotYet, type EventEnvelope } from '../index.js';
import { BookLent, BookReturned } from './events.js';

/** A return may overtake its loan by so much; after that it is a dead letter, for somebody to look at. */
const LOAN_EXPECTED_WITHIN_MS = 60 * 60_000;

/** Reminders to send when a book is due. Handlers of the service itself: one durable, one inbox. */
@Injectable()
export class Reminders {
  /** All loans of a batch in one statement. */
  @HandlesBatch([BookLent])
  async plan(tx: EntityManager, events: readonly EventEnvelope<BookLent>[]): Promise<void> {
    await tx.query(
      'INSERT INTO reminders (loan_id, reader, due_at) SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])',
      [
        events.map(({ data }) => data.loanId),
        events.map(({ data }) => data.reader),
        events.map(({ data }) => data.dueAt),
      ],
    );
  }

  /** No order is promised: a return that comes first waits for its loan. */
  @Handles(BookReturned)
  async cancel(tx: EntityManager, { time, data }: EventEnvelope<BookReturned>): Promise<void> {
    const [, cancelled] = await tx.query<[unknown[], number]>('DELETE FROM reminders WHERE loan_id = $1', [
      data.loanId,
    ]);
    if (cancelled > 0) return;
    const until = new Date(Date.parse(time) + LOAN_EXPECTED_WITHIN_MS);
    throw new NotYet(`the loan ${data.loanId} has not been heard of`, until);
  }
}
