import { STREAMS } from '@vividwalls/events';
import { connectBroker, provisionStreams } from '@vividwalls/messaging';
import { ensureServiceRoles, migrate, ownerRole, runtimeRole } from '@vividwalls/persistence';
import { bootstrap, type Clock, type RunningService } from '@vividwalls/platform';
import { createTestDatabase, freePort, startTestNats, TEST_ROLE_PASSWORD } from '@vividwalls/testing';
import { migrations } from '../migrations/index.js';
import { gateway } from '../service.js';

export const OWNERS_KEY = 'the-owner-of-this-spec';

export interface GatewayTrial {
  readonly service: RunningService;
  /** Asks the door with the owner's key, or as the headers say. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** A new key with these scopes, as the owner makes it. */
  newKey(body: object): Promise<{ readonly id: string; readonly key: string }>;
  close(): Promise<void>;
}

/** The door by itself, on a database and a broker of its own, with the settings given. */
export async function startGateway(
  name: string,
  env: Readonly<Record<string, string>> = {},
  clock?: Clock,
): Promise<GatewayTrial> {
  const [database, nats] = await Promise.all([createTestDatabase(name), startTestNats()]);
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(database.adminUrl, [{ schema: 'gateway', password, ownerPassword: password }]);
  await migrate({ url: database.url(ownerRole('gateway')), schema: 'gateway', migrations });
  const broker = await connectBroker({ url: nats.url, name: 'spec' });
  await provisionStreams(broker, STREAMS);
  await broker.close();
  const all = {
    VW_SERVICE_PORT: String(await freePort()),
    VW_INTERNAL_SECRET: 'a secret of more than thirty-two characters',
    VW_ADMIN_KEY: OWNERS_KEY,
    SHOPIFY_WEBHOOK_SECRETS: 'shopify',
    N8N_WEBHOOK_SECRET: 'whsec_bjhuIHNlY3JldA==',
    DATABASE_URL: database.url(runtimeRole('gateway')),
    NATS_URL: nats.userUrl('gateway'),
    LOG_LEVEL: 'error',
    ...env,
  };
  const service = await bootstrap(gateway, { env: all, ownsProcess: false, ...(clock && { clock }) });
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${service.url}${path}`, { ...init, headers: { authorization: `Bearer ${OWNERS_KEY}`, ...init.headers } });
  return {
    ...{ service, ask },
    newKey: async (body) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return (await ask('/api/gateway/keys', init)).json() as Promise<{ id: string; key: string }>;
    },
    close: async () => {
      await service.close();
      await nats.stop();
      await database.drop();
    },
  };
}
