import type { Secrets } from '../home/secrets.js';
import type { Settings } from '../home/settings.js';
import { roleUrl } from '../prepare/addresses.js';
import { services } from '../services.js';

/** Addresses of the servers as this start found or made them. */
export interface ServerAddresses {
  /** The administrator's address of the database. */
  database: string;
  natsUrl(service: string): string;
  redis: string;
}

export interface Door {
  adminKey: string;
  shopifySecrets: string;
  n8nSecret: string;
}

/** What each service is told, by service. Nothing else of the operator's environment reaches it but what Node itself needs. */
export function serviceEnvironments(
  settings: Settings,
  secrets: Secrets,
  servers: ServerAddresses,
  ports: Record<string, number>,
  door: Door,
): Record<string, Record<string, string>> {
  const upstreams = services
    .filter(({ isDoor }) => !isDoor)
    .map(({ name }) => `${name}=http://127.0.0.1:${ports[name]}`)
    .join(',');
  return Object.fromEntries(
    services.map(({ name, isDoor }) => [
      name,
      {
        VW_HOME: settings.home,
        VW_SERVICE_PORT: String(ports[name]),
        VW_BIND: isDoor ? settings.bind : '127.0.0.1',
        VW_INTERNAL_SECRET: secrets.internal,
        DATABASE_URL: roleUrl(servers.database, `vw_${name}`, secrets.postgres.roles[name]?.service ?? ''),
        NATS_URL: servers.natsUrl(name),
        REDIS_URL: servers.redis,
        LOG_LEVEL: settings.logLevel,
        ...(isDoor && {
          PORT: String(settings.port),
          VW_ADMIN_KEY: door.adminKey,
          SHOPIFY_WEBHOOK_SECRETS: door.shopifySecrets,
          N8N_WEBHOOK_SECRET: door.n8nSecret,
          VW_UPSTREAMS: upstreams,
          VW_TEST_ORDER_RULES: process.env['VW_TEST_ORDER_RULES'] ?? SIMULATED_OWNER,
        }),
      },
    ]),
  );
}

/** The simulated shop's owner buys there too. `.example` is nobody's domain (RFC 2606), so a real shop loses nothing by it. */
const SIMULATED_OWNER = JSON.stringify({ ownerEmails: ['owner@vividwalls.example'] });

/** What a Node process needs to run as it would for the operator. */
const SYSTEM_VARIABLES = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'HTTPS_PROXY',
  'NO_PROXY',
];
/** Settings of ours, of the shop, and of single services; `SHOPIFY_…` holds secrets and is not one of them. */
const OURS = /^(OTEL|VW|SHOP|FINANCE|ORCHESTRATION|GOVERNANCE|AUDIT)_/;
/** Meant for the supervisor, or for one service only. */
const WITHHELD = ['VW_ADMIN_KEY', 'VW_BOOTSTRAP_PID'];

/**
 * V8 keeps what a busy hour made it take: without bounds the services of one process held 363 MB after three days of trade,
 * with these 190. A smaller young space costs throughput (4 MB about a tenth against 16 MB, V8's default), so it is smallest
 * where memory matters most.
 */
export function heapFlags(single: boolean): string[] {
  return [`--max-semi-space-size=${single ? 4 : 8}`, '--max-old-space-size=256'];
}

/** The part of the operator's environment that every service gets: the system's, and settings of ours that have defaults. */
export function baseEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name]) => SYSTEM_VARIABLES.includes(name) || (OURS.test(name) && !WITHHELD.includes(name)),
  );
  return { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2', ...(Object.fromEntries(kept) as Record<string, string>) };
}
