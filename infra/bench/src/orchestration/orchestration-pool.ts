import { databaseAddress } from '@vividwalls/local';
import pg from 'pg';
import { CONNECTIONS } from '../servers/bench-servers.js';
import type { ServersAlone } from '../servers/service-alone.js';

/** The administrator's connections, in the schema of the service. */
export function orchestrationPool({ servers }: ServersAlone): pg.Pool {
  const connectionString = databaseAddress(servers.postgres.adminUrl);
  const pool = new pg.Pool({ connectionString, options: '-c search_path=orchestration', max: CONNECTIONS });
  // The server goes right after the pool's end, and may be quicker than a connection that is being closed.
  pool.on('error', () => undefined);
  return pool;
}
