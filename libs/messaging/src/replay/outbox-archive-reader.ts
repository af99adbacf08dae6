import type { DataSource } from 'typeorm';
import type { ArchivePage, ArchiveQuery, ArchiveReader } from './archive-reader.js';

interface Row {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
  readonly created_at: Date;
}

/** Published ones only: the others are still to come by the stream, or were refused and no consumer has ever seen them. */
const PAGE = `SELECT o.id, o.event_id, o.subject, o.headers, o.payload, o.created_at FROM outbox o, outbox_relay r
  WHERE o.id > $1 AND o.id <= r.high AND NOT r.holes @> o.id
    AND ($2::timestamptz IS NULL OR o.created_at >= $2) AND (cardinality($3::text[]) = 0 OR o.subject = ANY($3))
    AND NOT EXISTS (SELECT FROM outbox_parked p WHERE p.outbox_id = o.id)
  ORDER BY o.id LIMIT $4`;

/**
 * Payload in one page: an answer to another service has to fit into one message, in which the payload's quotes are escaped
 * once more. The first row always passes.
 */
const PAGE_PAYLOAD_CHARACTERS = 1024 * 1024;

/** The service's own outbox as an archive, for its own replays and to answer those of others. */
export class OutboxArchiveReader implements ArchiveReader {
  constructor(private readonly dataSource: DataSource) {}

  async page({ subjects, from, after = '0', limit }: ArchiveQuery): Promise<ArchivePage> {
    const rows = await this.dataSource.query<Row[]>(PAGE, [after, from ?? null, subjects, limit]);
    const fitting = fittingRows(rows);
    const messages = fitting.map((row) => ({
      row: row.id,
      messageId: row.event_id,
      subject: row.subject,
      headers: row.headers,
      payload: row.payload,
      createdAt: row.created_at,
    }));
    const isLast = rows.length < limit && fitting.length === rows.length;
    return isLast ? { messages } : { messages, next: fitting.at(-1)!.id };
  }
}

function fittingRows(rows: readonly Row[]): readonly Row[] {
  let characters = 0;
  const end = rows.findIndex((row, index) => (characters += row.payload.length) > PAGE_PAYLOAD_CHARACTERS && index > 0);
  return end === -1 ? rows : rows.slice(0, end);
}
