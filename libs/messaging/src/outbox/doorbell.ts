import type { DataSource } from 'typeorm';
import { DOORBELL_MS } from '../limits.js';

/** The channel on which the relay's leader of a schema listens. */
export const doorbellChannel = (schema: string): string => `outbox_${schema}`;

/**
 * Tells the relay's leader in another process that rows were committed. Many rings within a moment become one NOTIFY, sent
 * in a transaction of its own: inside of business transactions it would make their commits wait for one another.
 */
export class Doorbell {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly schema: string,
  ) {}

  ring(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // Lost when the database is away, as is the wish: the leader looks by itself at every interval.
      this.dataSource.query('SELECT pg_notify($1, $2)', [doorbellChannel(this.schema), '']).catch(() => undefined);
    }, DOORBELL_MS);
    this.timer.unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
