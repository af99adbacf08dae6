import { CommitListener } from './after-commit.js';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { GuardedClient } from './guarded-client.js';

/** Connections a service keeps at most: consumers, relay and requests share them; replicas multiply them. */
export const POOL_SIZE = 8;

/** A connection that cannot be had in this time means the database is short, and the caller should hear it. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** No statement of a service runs longer; reports that need more ask for it themselves. */
export const STATEMENT_TIMEOUT_MS = 60_000;

export interface DataSourceSettings {
  /** postgres://role:password@host:port/database */
  readonly url: string;
  /** The service's own schema; every unqualified name resolves there and nowhere else. */
  readonly schema: string;
  readonly entities?: MixedList<new () => object>;
  readonly poolSize?: number;
}

/** A TypeORM data source bound to one schema. It is not connected yet: call `initialize()`. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url: settings.url,
    schema: settings.schema,
    entities: (settings.entities ?? []) as never,
    subscribers: [CommitListener],
    synchronize: false,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: `vividwalls-${settings.schema}`,
    // An idle connection that the server closed is replaced by the pool at its next use; without a listener it would
    // end the process.
    poolErrorHandler: () => undefined,
    extra: {
      Client: GuardedClient,
      max: settings.poolSize ?? POOL_SIZE,
      options: `-c search_path=${settings.schema} -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    },
  };
  return new DataSource(options);
}
