import type pg from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { FLIGHT_SIZE_MAX, FLIGHT_ROWS_MAX } from '../limits.js';
import { insertSteps } from './insert-messages.js';
import { inOneMessage, type Step } from './one-message.js';
import type { OutboxMessage } from './publish.js';

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
 * A transaction's outbox rows, and statements whose rows nobody needs, sent in one message together with its COMMIT: appending an
 * event costs no round trip of its own, and ids are drawn at the last moment, so that the relay finds fewer holes.
 *
 * A row is *aboard* from the append on → *written* with the COMMIT; or before it, when a savepoint begins or when there are
 * too many aboard; or *dropped* with a rollback. A statement goes the same way, but is written before the transaction's next
 * statement too, which may read what it wrote. What is aboard at a `ROLLBACK TO` came after that savepoint, because
 * a savepoint has everything written first.
 *
 * Invariants: a COMMIT that succeeds has written everything that was aboard. The server stops at the first statement of a
 * message that fails, so what cannot be written leaves the transaction uncommitted, and the caller hears why.
 * Failure points: a line that breaks leaves, as for every COMMIT, the caller not knowing; what is aboard shares the transaction's
 * fate. A runner released with rows aboard (only by ending a transaction past it) throws.
 */
export class CommitFlight {
  private aboard: OutboxMessage[] = [];
  private size = 0;
  private statements: Step[] = [];

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
  take(messages: readonly OutboxMessage[]): boolean {
    const size = messages.reduce((sum, { payload }) => sum + payload.length, 0);
    if (this.aboard.length + messages.length > FLIGHT_ROWS_MAX || this.size + size > FLIGHT_SIZE_MAX) return false;
    this.aboard.push(...messages);
    this.size += size;
    return true;
  }

  /** Takes a statement along. */
  carry(statement: Step): void {
    this.statements.push(statement);
  }

  /** Writes what is aboard now. */
  async land(): Promise<void> {
    if (this.isLaden) await this.send();
  }

  private get isLaden(): boolean {
    return this.aboard.length + this.statements.length > 0;
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
      if (boundary === undefined && this.statements.length > 0) await this.sendSteps(this.statements.splice(0));
      const leaves = boundary === 'commit' && this.isLaden;
      const result = leaves ? await this.send(text) : await plain.query.call(runner, text, ...rest);
      if (boundary === 'commit' || boundary === 'rollback') restore();
      return result;
    };
    runner.query = query as unknown as QueryRunner['query'];
    runner.release = async () => {
      const [lost, unsent] = [this.aboard.length, this.statements.length];
      restore();
      await runner.release();
      if (lost > 0) throw new Error(`A transaction ended without the ${lost} events appended in it`);
      if (unsent > 0) throw new Error(`A transaction ended without ${unsent} of its statements`);
    };
  }

  private async send(end?: string): Promise<void> {
    const steps = [...this.statements, ...insertSteps(this.aboard), ...(end ? [{ text: end }] : [])];
    this.drop();
    await this.sendSteps(steps);
  }

  /** Past the runner's own query method, which would put payloads into the error of a statement that fails. */
  private async sendSteps(steps: readonly Step[]): Promise<void> {
    await inOneMessage((await this.runner.connect()) as pg.ClientBase, steps);
  }

  private drop(): void {
    [this.aboard, this.size, this.statements] = [[], 0, []];
  }
}

/**
 * Runs a statement, whose rows nobody needs, together with what the transaction does next: its next statement comes after it,
 * and so does its COMMIT. What the database has against it is heard then. Outside of a transaction it is run at once.
 */
export async function runWithNext(tx: EntityManager, statement: Step): Promise<void> {
  const runner = tx.queryRunner;
  if (runner?.isTransactionActive) return CommitFlight.of(runner).carry(statement);
  await tx.query(statement.text, [...(statement.values ?? [])]);
}
