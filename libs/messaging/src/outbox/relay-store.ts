import pg from 'pg';
import { INBOX_KEPT_DAYS, OUTBOX_KEPT_DAYS, RELAY_BATCH_BYTES, TRIALS_KEPT_DAYS } from '../limits.js';
import { fromMultirange, toMultirange, type IdRange, type RelayPosition } from './relay-position.js';

export interface OutboxRow {
  readonly id: number;
  readonly messageId: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

interface RawRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

/** Rows in the order of their ids until count or bytes are reached; the first row always comes, whatever its size. */
export const bounded = (rows: string) => `SELECT id, event_id, subject, headers, payload
  FROM (SELECT *, sum(octet_length(payload)) OVER (ORDER BY id) - octet_length(payload) AS before FROM (${rows}) AS found) AS bounded
 WHERE before < ${RELAY_BATCH_BYTES} ORDER BY id`;

/** Whether what was read may have been cut off at a limit, so that there is more. */
export function isCutOff(rows: readonly OutboxRow[], count: number): boolean {
  return (
    rows.length === count || rows.reduce((sum, row) => sum + Buffer.byteLength(row.payload), 0) >= RELAY_BATCH_BYTES
  );
}

const AFTER = bounded('SELECT * FROM outbox WHERE id > $1 ORDER BY id LIMIT $2');
/** Every range is read up to the limit only, so that a long one is not read whole to be cut afterwards. */
const WITHIN = bounded(`SELECT o.* FROM unnest($1::int8multirange) AS hole CROSS JOIN LATERAL
  (SELECT * FROM outbox WHERE id >= lower(hole) AND id < upper(hole) ORDER BY id LIMIT $2) AS o ORDER BY o.id LIMIT $2`);

/** Transactions that may still bring rows: writing takes this lock before an id is drawn and keeps it to the end. */
const WRITERS = `SELECT virtualtransaction AS writer FROM pg_locks
 WHERE locktype = 'relation' AND relation = 'outbox'::regclass AND mode = 'RowExclusiveLock' AND granted
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND pid IS DISTINCT FROM pg_backend_pid()`;

/** Rows removed by one statement: the relay publishes nothing meanwhile. */
const PRUNED_AT_ONCE = 5_000;

/** Looks at the oldest published rows only, in the order of their ids; what must stay does not keep those behind it. */
const PRUNE_OUTBOX = `DELETE FROM outbox WHERE id IN (
  SELECT id FROM (SELECT o.id, o.created_at FROM outbox AS o, outbox_relay AS position
                   WHERE o.id <= position.high AND NOT position.holes @> o.id
                     AND NOT EXISTS (SELECT 1 FROM outbox_parked WHERE outbox_id = o.id)
                   ORDER BY o.id LIMIT ${PRUNED_AT_ONCE}) AS oldest
   WHERE created_at < now() - make_interval(days => $1))`;
const PRUNE_INBOX = `DELETE FROM inbox WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM inbox WHERE at < now() - make_interval(days => $1) LIMIT ${PRUNED_AT_ONCE}))`;

/**
 * The outbox as its relay's leader sees it, through the very session that holds the leader's lock: who has lost the lock can
 * no longer write the position.
 */
export class RelayStore {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly session: pg.Client) {}

  async load(): Promise<RelayPosition> {
    // Losing the last positions in a crash of the server only repeats publishes, which carry message ids; waiting for the
    // disk after every batch would halve the throughput.
    await this.query({ text: 'SET synchronous_commit = off' });
    const { rows } = await this.query<{ high: string; holes: string }>({
      text: 'SELECT high, holes FROM outbox_relay',
    });
    if (!rows[0])
      throw new Error('outbox_relay has no row: the second version of the messaging tables is not migrated');
    return { high: Number(rows[0].high), holes: fromMultirange(rows[0].holes) };
  }

  async save({ high, holes }: RelayPosition): Promise<void> {
    await this.query({
      name: 'relay-save',
      text: 'UPDATE outbox_relay SET high = $1, holes = $2',
      values: [high, toMultirange(holes)],
    });
  }

  readAfter(id: number, count: number): Promise<OutboxRow[]> {
    return this.read('relay-after', AFTER, [id, count]);
  }

  readWithin(holes: readonly IdRange[], count: number): Promise<OutboxRow[]> {
    return this.read('relay-within', WITHIN, [toMultirange(holes), count]);
  }

  /** Sets a row aside for good, together with the reason. */
  async park(id: number, error: string): Promise<void> {
    await this.query({
      text: 'INSERT INTO outbox_parked (outbox_id, error) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      values: [id, error],
    });
  }

  /** The transactions that write to the outbox now. */
  async writers(): Promise<Set<string>> {
    const { rows } = await this.query<{ writer: string }>({ text: WRITERS });
    return new Set(rows.map(({ writer }) => writer));
  }

  /** Removes a bounded number of rows that were kept long enough, and says whether there may be more. */
  async prune(): Promise<'more' | 'done'> {
    const outbox = await this.query({ text: PRUNE_OUTBOX, values: [OUTBOX_KEPT_DAYS] });
    const inbox = await this.query({ text: PRUNE_INBOX, values: [INBOX_KEPT_DAYS] });
    await this.query({
      text: 'DELETE FROM trials WHERE at < now() - make_interval(days => $1)',
      values: [TRIALS_KEPT_DAYS],
    });
    return Math.max(outbox.rowCount ?? 0, inbox.rowCount ?? 0) < PRUNED_AT_ONCE ? 'done' : 'more';
  }

  private async read(name: string, text: string, values: unknown[]): Promise<OutboxRow[]> {
    const { rows } = await this.query<RawRow>({ name, text, values });
    return rows.map(({ id, event_id, subject, headers, payload }) => {
      return { id: Number(id), messageId: event_id, subject, headers, payload };
    });
  }

  /** One statement after the other: a session can do no more, and the driver will not queue them for ever. */
  private query<R extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<R>> {
    const run = () => this.session.query<R>(query);
    const result = this.turn.then(run, run);
    this.turn = result;
    return result;
  }
}
