import type pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { FLIGHT_SIZE_MAX, FLIGHT_ROWS_MAX } from '../limits.js';
import { inOneMessage, type Step } from './one-message.js';
import type { OutboxMessage } from './publish.js';

const STATEMENT = 'outbox_append';
const PREPARE = `PREPARE ${STATEMENT} (text, text, jsonb, text) AS
  INSERT INTO outbox (event_id, subject, headers, payload) VALUES ($1, $2, $3, $4)`;

/**
 * Sessions that have the statement above, or are being given it: two appends at once must not both prepare it. Planning the
 * insert anew each time costs more than inserting.
 */
const prepared = new WeakMap<pg.ClientBase, Promise<unknown>>();

/** SQLSTATE of an EXECUTE whose statement the session no longer has. */
const STATEMENT_UNKNOWN = '26000';

const flights = new WeakMap<QueryRunner, CommitFlight>();

const BOUNDARY =
  /^\s*(?:(commit|end)\b|(savepoint|prepare\s+transaction)\b|(rollback\s+(?:work\s+|transaction\s+)?to)\b|(rollback|abort)\b)/i;

type Query = (text: string, ...rest: unknown[]) => Promise<unknown>;

/** What a statement does to the extent of its transaction. */
function boundaryIn(statement: string): 'commit' | 'savepoint' | 'rollback to' | 'rollback' | undefined {
  const found = BOUNDARY.exec(statement);
  if (!found) return undefined;
  return found[1] ? 'commit' : found[2] ? 'savepoint' : found[3] ? 'rollback to' : 'rollback';
}

/**
 * A transaction's few outbox rows, sent in one message together with its COMMIT: appending an event costs no round trip of
 * its own, and ids are drawn at the last moment, so that the relay finds fewer holes.
 *
 * A row is *aboard* from the append on → *written* with the COMMIT; or before it, when a savepoint begins or when there are
 * too many aboard; or *dropped* with a rollback. What is aboard at a `ROLLBACK TO` was appended after that savepoint, because
 * a savepoint has everything written first.
 *
 * Invariants: a COMMIT that succeeds has written everything that was aboard. The server stops at the first statement of a
 * message that fails, so a row that cannot be written leaves the transaction uncommitted, and the caller hears why.
 * Failure points: a line that breaks leaves, as for every COMMIT, the caller not knowing; the rows share the transaction's
 * fate. A runner released with rows aboard (only by ending a transaction past it) throws.
 */
export class CommitFlight {
  private aboard: OutboxMessage[] = [];
  private size = 0;

  private constructor(private readonly runner: QueryRunner) {}

  /** The flight of the transaction that the runner is in. */
  static of(runner: QueryRunner): CommitFlight {
    const known = flights.get(runner);
    if (known) return known;
    const flight = new CommitFlight(runner);
    flights.set(runner, flight);
    flight.interceptEnd();
    return flight;
  }

  /** Takes the messages along, unless that would be too many: then it answers false. */
  async take(messages: readonly OutboxMessage[]): Promise<boolean> {
    const size = messages.reduce((sum, { payload }) => sum + payload.length, 0);
    if (this.aboard.length + messages.length > FLIGHT_ROWS_MAX || this.size + size > FLIGHT_SIZE_MAX) return false;
    await prepare(await this.session());
    this.aboard.push(...messages);
    this.size += size;
    return true;
  }

  /** Writes what is aboard now. */
  async land(): Promise<void> {
    if (this.aboard.length > 0) await this.send();
  }

  private interceptEnd(): void {
    const { runner } = this;
    const plain = { query: runner.query as unknown as Query, release: runner.release };
    const restore = () => {
      Object.assign(runner, plain);
      flights.delete(runner);
    };
    const query: Query = async (text, ...rest) => {
      const boundary = boundaryIn(text);
      if (boundary === 'savepoint') await this.land();
      if (boundary === 'rollback' || boundary === 'rollback to') this.drop();
      const leaves = boundary === 'commit' && this.aboard.length > 0;
      const result = leaves ? await this.send(text) : await plain.query.call(runner, text, ...rest);
      if (boundary === 'commit' || boundary === 'rollback') restore();
      return result;
    };
    runner.query = query as unknown as QueryRunner['query'];
    runner.release = async () => {
      const lost = this.aboard.length;
      restore();
      await runner.release();
      if (lost > 0) throw new Error(`A transaction ended without the ${lost} events appended in it`);
    };
  }

  /** Past the runner's own query method, which would put payloads into the error of a statement that fails. */
  private async send(end?: string): Promise<void> {
    const steps: Step[] = this.aboard.map(({ messageId, subject, headers, payload }) => {
      return { prepared: STATEMENT, values: [messageId, subject, JSON.stringify(headers), payload] };
    });
    if (end) steps.push({ text: end });
    this.drop();
    const session = await this.session();
    try {
      await inOneMessage(session, steps);
    } catch (error) {
      if ((error as { code?: string }).code === STATEMENT_UNKNOWN) prepared.delete(session);
      throw error;
    }
  }

  private drop(): void {
    [this.aboard, this.size] = [[], 0];
  }

  private session(): Promise<pg.ClientBase> {
    return this.runner.connect() as Promise<pg.ClientBase>;
  }
}

async function prepare(session: pg.ClientBase): Promise<void> {
  let preparing = prepared.get(session);
  if (!preparing) {
    preparing = session.query(PREPARE);
    prepared.set(session, preparing);
  }
  try {
    await preparing;
  } catch (error) {
    prepared.delete(session);
    throw error;
  }
}
