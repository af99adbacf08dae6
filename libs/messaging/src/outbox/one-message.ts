import type pg from 'pg';

/** A statement by the name the session has prepared it under, or by its text. */
export type Step =
  | { readonly prepared: string; readonly values: readonly string[] }
  | { readonly text: string; readonly values?: never };

/** Resolves once the server has done all steps. @throws the first one's error; the steps after it were not begun */
export function inOneMessage(session: pg.ClientBase, steps: readonly Step[]): Promise<void> {
  return new Promise((resolve, reject) => session.query(new OneMessage(steps, resolve, reject)));
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
    done: () => void,
    failed: (error: Error) => void,
  ) {
    this.callback = (error) => (error ? failed(error) : done());
  }

  submit(connection: pg.Connection): void {
    connection.stream.cork();
    try {
      for (const step of this.steps) {
        if (step.values === undefined) connection.parse({ name: '', text: step.text, types: [] }, true);
        const statement = step.values === undefined ? '' : step.prepared;
        connection.bind({ statement, values: [...(step.values ?? [])] }, true);
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
