import type pg from 'pg';
import type { BenchServers } from '../../servers/bench-servers.js';
import { LoopedRelay, type FoundRow } from './looped-relay.js';

/**
 * Unpublished rows have an index of their own, and publishing is an update of each row. A late commit is found at the next
 * look. Every row is written twice, and entries of the index that the update made dead are walked over until no snapshot
 * needs them any more: another transaction that stays open keeps them.
 */
export class RelayByIndex extends LoopedRelay<FoundRow> {
  constructor(servers: BenchServers) {
    super(servers, 'indexed_outbox');
  }

  protected async read(session: pg.Client, most: number): Promise<FoundRow[]> {
    const { rows } = await session.query<FoundRow>({
      name: 'by-index-read',
      text: `SELECT id, event_id, subject, payload FROM indexed_outbox WHERE published_at IS NULL ORDER BY id LIMIT $1`,
      values: [most],
    });
    return rows;
  }

  protected async mark(session: pg.Client, rows: readonly FoundRow[]): Promise<void> {
    await session.query({
      name: 'by-index-mark',
      text: 'UPDATE indexed_outbox SET published_at = now() WHERE id = ANY($1::bigint[])',
      values: [rows.map(({ id }) => id)],
    });
  }
}
