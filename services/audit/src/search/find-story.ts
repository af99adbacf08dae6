import type { RecordedEvent } from '@vividwalls/contracts';
import type { DataSource } from 'typeorm';
import { COLUMN_NAMES, toEntry, type ChainRow } from '../chain/chain.queries.js';
import { listed } from './find-events.js';

/** First causes of one subject that are followed: an order has a handful, a shop as a subject has all of them. */
const MOST_CAUSES = 50;

/** An outcome or a verdict is within; a whole order is asked for by its position. */
const LISTED_PAYLOAD_CHARACTERS = 2_048;

export interface Story {
  readonly items: readonly RecordedEvent[];
  /** Whether there was more than asked for. */
  readonly isCut: boolean;
}

/** Of what: one first cause, or one aggregate. */
export type StoryOf = { readonly correlationId: string } | { readonly subject: string };

/**
 * What belongs together over all services, oldest first. Of a first cause: everything that followed from it. Of an aggregate: its own
 * events, and everything that followed from the same first causes as they did.
 */
export async function findStory(dataSource: DataSource, of: StoryOf, limit: number): Promise<Story> {
  const [where, value] =
    'subject' in of
      ? [
          `subject = $1 OR correlation_id IN
             (SELECT correlation_id FROM chain WHERE subject = $1 AND correlation_id IS NOT NULL
               GROUP BY correlation_id ORDER BY min(position) LIMIT ${MOST_CAUSES})`,
          of.subject,
        ]
      : ['correlation_id = $1', of.correlationId];
  const rows = await dataSource.query<ChainRow[]>(
    `SELECT ${COLUMN_NAMES} FROM chain WHERE ${where} ORDER BY position LIMIT $2`,
    [value, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => listed(toEntry(row), LISTED_PAYLOAD_CHARACTERS));
  return { items, isCut: rows.length > limit };
}
