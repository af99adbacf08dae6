import type pg from 'pg';
import { parameterText, type Parameter } from './parameter-text.js';

/** A statement whose rows nobody needs. With a name it is planned once a session: a name has one text, for good. */
export interface Step {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly Parameter[];
}

/** What a session has been given under a name. */
const planned = new WeakMap<pg.ClientBase, Set<string>>();

/** SQLSTATE of a statement whose name the session no longer knows. */
const STATEMENT_UNKNOWN = '26000';

/** Resolves once the server has done all steps. @throws the first one's error; the steps after it were not begun */
export async function inOneMessage(session: pg.ClientBase, steps: readonly Step[]): Promise<void> {
  const known = planned.get(session) ?? new Set();
  planned.set(session, known);
  try {
    await new Promise<void>((resolve, reject) => session.query(new OneMessage(steps, known, resolve, reject)));
  } catch (error) {
    if ((error as { code?: string }).code === STATEMENT_UNKNOWN) planned.delete(session);
    throw error;
  }
  for (const { name } of steps) if (name) known.add(name);
}

/**
 * Several statements with one Sync behind all of them, which the driver's own queries cannot have: they go out in one write
 * and are answered by one, and the server skips what follows a statement that fails. For statements without rows.
 * The protocol: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
class OneMessage implements pg.Submittable {
  /** The driver puts its own around it when it is told to give up on silent servers. */
  callback: (error?: Error) => void;

  constructor(
    private readonly steps: readonly Step[],
    private readonly known: ReadonlySet<string>,
    done: () => void,
    failed: (error: Error) => void,
  ) {
    this.callback = (error) => (error ? failed(error) : done());
  }

  submit(connection: pg.Connection): void {
    const given = new Set(this.known);
    connection.stream.cork();
    try {
      for (const { name = '', text, values = [] } of this.steps) {
        if (!given.has(name)) {
          // A message that failed may have left the name, or not; closing what is not there is no fault.
          if (name) connection.close({ type: 'S', name }, true);
          connection.parse({ name, text, types: [] }, true);
        }
        if (name) given.add(name);
        connection.bind({ statement: name, values: values.map(parameterText) }, true);
        connection.execute({}, true);
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
}
