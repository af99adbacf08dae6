import type { Profile } from '../local-server.js';

/** Sized for a laptop or a small shop's server beside everything else: the whole system is to stay under 1.2 GB. */
const COMMON: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  // Short transactions by the thousand gain nothing from compiled plans and pay for the compiler.
  jit: 'off',
  huge_pages: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %u ',
};

const DURABLE: Record<string, string> = { max_connections: '100', checkpoint_timeout: '15min', wal_compression: 'on' };

/**
 * A test's data need not survive the machine, but must survive kill -9, as it does in earnest: commits are still written
 * (synchronous_commit stays on), only never flushed. Every connection pool of every spec shares the one server.
 */
const TEST: Record<string, string> = {
  max_connections: '200',
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '1h',
};

/** Command line arguments for `postgres`. */
export function postgresArguments(data: string, port: number, profile: Profile): string[] {
  const settings = { ...COMMON, ...(profile === 'test' ? TEST : DURABLE) };
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
