import type pg from 'pg';

/** What of the driver's query is used here. */
interface Query extends pg.Submittable {
  readonly name?: string;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleError?(error: Error, connection: pg.Connection): void;
}

/** The driver's notes of which names a session knows. */
interface Session extends pg.Connection {
  readonly parsedStatements: Record<string, string>;
}

/**
 * The same query, with a transaction that begins before it in one message. It must be one of the extended protocol: the server
 * then skips it when the transaction cannot begin, and answers both with one Sync.
 */
export function beginWith<T extends Query>(query: T): T {
  const { submit, handleCommandComplete, handleError } = query;
  let [hasBegun, parsed] = [false, 0];
  const countParsed = () => (parsed += 1);
  query.submit = (connection) => {
    const isNew = query.name ? !(connection as Session).parsedStatements[query.name] : false;
    if (isNew) connection.on('parseComplete', countParsed);
    if (isNew && handleError) {
      query.handleError = (error, session) => {
        session.off('parseComplete', countParsed);
        // The driver took the first answer, which was to the beginning, for that of the query.
        if (parsed < 2) delete (session as Session).parsedStatements[query.name!];
        handleError.call(query, error, session);
      };
    }
    connection.stream.cork();
    try {
      connection.parse({ name: '', text: 'START TRANSACTION', types: [] }, true);
      connection.bind({ statement: '', values: [] }, true);
      connection.execute({}, true);
      return submit.call(query, connection);
    } finally {
      connection.stream.uncork();
    }
  };
  query.handleCommandComplete = (message, connection) => {
    if (hasBegun) {
      connection.off('parseComplete', countParsed);
      return handleCommandComplete.call(query, message, connection);
    }
    hasBegun = true;
  };
  return query;
}
