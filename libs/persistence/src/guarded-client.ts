import pg from 'pg';

/**
 * A client whose end is never an unhandled error. A pool takes its own listener off a client at the moment it hands it out, and
 * whoever asked puts one on a turn later: a session that the server ends in between, as when it shuts down while sessions are
 * being opened, would end the process. Whoever uses the client hears of it anyway, by the query that fails.
 */
export class GuardedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
