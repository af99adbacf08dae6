import type { RunningPart } from '../home/run-file.js';
import type { Settings } from '../home/settings.js';
import type { LocalServer } from '../servers/local-server.js';
import { type ServerKind, startServers } from '../servers/start-servers.js';

/** The servers of this start: our own, or the operator's where an address was given. */
export interface ServerSet {
  /** Those we started. */
  own: LocalServer[];
  /** Administrator's address of PostgreSQL. */
  adminUrl: string;
  /** Administrator's address of NATS. */
  natsAdminUrl: string;
  natsUrl(service: string): string;
  redis: string;
  /** Names and versions for the screen. */
  summary: string;
  parts(): Record<ServerKind, RunningPart>;
}

const KINDS: readonly ServerKind[] = ['postgres', 'nats', 'redis'];

/** Starts what the operator did not bring. */
export async function openServers(
  settings: Settings,
  ports: Partial<Record<ServerKind, number>>,
  report: (message: string) => void,
): Promise<ServerSet> {
  const { home, external } = settings;
  const only = KINDS.filter((kind) => external[kind] === undefined);
  const servers: Partial<Awaited<ReturnType<typeof startServers>>> = await startServers({
    home,
    ports,
    profile: 'durable',
    only,
    report,
  });
  const { postgres, nats, redis } = servers;
  const part = (server: LocalServer | undefined, url: string | undefined): RunningPart =>
    server ? { own: true, pid: server.pid, port: server.port, url: url ?? '' } : { own: false, url: url ?? '' };
  const adminUrl = postgres?.adminUrl ?? external.postgres ?? '';
  const natsAdminUrl = nats?.url ?? external.nats ?? '';
  const redisUrl = redis?.url ?? external.redis ?? '';
  return {
    own: [postgres, nats, redis].filter((server) => server !== undefined),
    adminUrl,
    natsAdminUrl,
    natsUrl: (service) => nats?.userUrl(service) ?? natsAdminUrl,
    redis: redisUrl,
    summary: [
      postgres ? `PostgreSQL ${postgres.version}` : 'your PostgreSQL',
      nats ? `NATS ${nats.version}` : 'your NATS',
      redis ? `Redis ${redis.version}` : 'your Redis',
    ].join(', '),
    parts: () => ({
      postgres: part(postgres, adminUrl),
      nats: part(nats, natsAdminUrl),
      redis: part(redis, redisUrl),
    }),
  };
}
