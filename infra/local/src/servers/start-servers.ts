import { startNats, type NatsServer } from './nats/nats.js';
import { type PostgresServer, startPostgres } from './postgres/postgres.js';
import { type RedisServer, startRedis } from './redis/redis.js';
import type { Profile, ServerOptions } from './local-server.js';

interface ServerKinds {
  postgres: PostgresServer;
  nats: NatsServer;
  redis: RedisServer;
}

export type ServerKind = keyof ServerKinds;

export interface StartServersOptions<Kind extends ServerKind = ServerKind> {
  home: string;
  /** Free ones are chosen for those left out. */
  ports?: Partial<Record<ServerKind, number | undefined>>;
  profile: Profile;
  /** All three when left out. */
  only?: readonly Kind[];
  report?: (message: string) => void;
}

export type Servers<Kind extends ServerKind = ServerKind> = Pick<ServerKinds, Kind> & { stop(): Promise<void> };

const starters: { [Kind in ServerKind]: (options: ServerOptions) => Promise<ServerKinds[Kind]> } = {
  postgres: startPostgres,
  nats: startNats,
  redis: startRedis,
};

/** Starts servers side by side. If one can't be had, those that came up are stopped before the error is thrown. */
export async function startServers<Kind extends ServerKind = ServerKind>(
  options: StartServersOptions<Kind>,
): Promise<Servers<Kind>> {
  const kinds = options.only ?? (Object.keys(starters) as Kind[]);
  const outcomes = await Promise.allSettled(
    kinds.map((kind) => {
      const { home, profile, report } = options;
      return starters[kind]({ home, profile, report, port: options.ports?.[kind] });
    }),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const byKind = Object.fromEntries(kinds.map((kind, place) => [kind, started[place]]));
  return { ...byKind, stop } as unknown as Servers<Kind>;
}
