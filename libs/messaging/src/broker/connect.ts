import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/nats-core';

/** Oldest server whose consumer and duplicate semantics this package relies on. */
export const OLDEST_SERVER = [2, 12] as const;

/** Reconnects are tried this often, for ever: an endless wait is this system's answer to a broker that is away. */
const RECONNECT_WAIT_MS = 250;

/** Silence on the line is noticed within two pings. */
const PING_INTERVAL_MS = 5_000;

export interface BrokerSettings {
  /** nats://user:password@host:port, several separated by commas */
  readonly url: string;
  /** Shown by the server's monitoring. */
  readonly name: string;
}

/** Connects and keeps the connection for ever. Throws when the server is older than {@link OLDEST_SERVER}. */
export async function connectBroker(settings: BrokerSettings): Promise<NatsConnection> {
  const servers = settings.url.split(',').map((text) => new URL(text.trim()));
  const first = servers[0]!;
  const connection = await connect({
    servers: servers.map((server) => server.host),
    ...(first.username && { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) }),
    name: settings.name,
    // Replies of one user are no other user's business: each has a prefix that only it may subscribe to.
    ...(first.username && { inboxPrefix: inboxPrefix(decodeURIComponent(first.username)) }),
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    waitOnFirstConnect: true,
    ignoreAuthErrorAbort: true,
    pingInterval: PING_INTERVAL_MS,
    // Building a stack trace for every request halves publish throughput (measured).
    noAsyncTraces: true,
  });
  const version = connection.info?.version ?? '0.0.0';
  if (!isRecentEnough(version)) {
    await connection.close();
    throw new Error(`nats-server ${version} is too old: ${OLDEST_SERVER.join('.')} or newer is needed`);
  }
  return connection;
}

/** Prefix of a user's reply subjects, as the broker's permissions name it. */
export const inboxPrefix = (user: string): string => `_INBOX_${user}`;

export function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor >= OLDEST_SERVER[1]);
}
