import type pg from 'pg';
import type { BenchServers } from '../../servers/bench-servers.js';
import { LoopedRelay, type FoundRow } from './looped-relay.js';

interface StampedRow extends FoundRow {
  readonly xid: string;
}

/**
 * Each row carries its transaction's id; a cursor over (transaction, row) reads only below the oldest transaction that still
 * runs, so nothing can appear behind it. No row is written twice, but whatever transaction stays open, in any schema of the
 * cluster, holds back all rows of those that began after it.
 */
export class RelayBySnapshot extends LoopedRelay<StampedRow> {
  private cursor: { xid: string; id: string } | undefined;

  constructor(servers: BenchServers) {
    super(servers, 'stamped_outbox');
  }

  protected async read(session: pg.Client, most: number): Promise<StampedRow[]> {
    this.cursor ??= await this.load(session);
    const { rows } = await session.query<StampedRow>({
      name: 'by-snapshot-read',
      text: `SELECT id, xid::text, event_id, subject, payload FROM stamped_outbox
              WHERE (xid, id) > ($1::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
              ORDER BY xid, id LIMIT $3`,
      values: [this.cursor.xid, this.cursor.id, most],
    });
    return rows;
  }

  protected async mark(session: pg.Client, rows: readonly StampedRow[]): Promise<void> {
    const { xid, id } = rows.at(-1)!;
    await session.query({
      name: 'by-snapshot-mark',
      text: 'UPDATE stamped_position SET xid = $1::xid8, id = $2',
      values: [xid, id],
    });
    this.cursor = { xid, id };
  }

  private async load(session: pg.Client): Promise<{ xid: string; id: string }> {
    const { rows } = await session.query<{ xid: string; id: string }>('SELECT xid::text, id FROM stamped_position');
    return rows[0]!;
  }
}
