import { Clock, CONFIG, defineService, Principals } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { serveFiles } from './console/console-files.js';
import { proxyServices } from './door/proxy.js';
import { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { keepWebhookBodiesRaw } from './intake/raw-bodies.js';
import { KeyPrincipals } from './keys/key-principals.js';
import { DoorPrincipals } from './sessions/door-principals.js';
import { SessionRows } from './sessions/session-rows.js';

/** Shopify's own limit is below this; what is larger is not a webhook. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** The door: takes webhooks in, knows callers, and leads them to the services. */
export const gateway = defineService({
  name: 'gateway',
  config: GatewayConfig,
  features: [GatewayModule],
  principals: () => ({
    provide: Principals,
    inject: [DataSource, Clock, CONFIG],
    useFactory: (dataSource: DataSource, clock: Clock, config: GatewayConfig) =>
      new DoorPrincipals(new KeyPrincipals(dataSource, clock, config), new SessionRows(dataSource, clock), config),
  }),
  bodyLimit: BODY_LIMIT_BYTES,
  parseBodies: keepWebhookBodiesRaw,
  prepare: async (app, config, log) => {
    await serveFiles(app);
    await proxyServices(app, config, log);
  },
});
