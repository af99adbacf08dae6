import { defineService, Principals } from '@vividwalls/platform';
import { proxyServices } from './door/proxy.js';
import { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { keepWebhookBodiesRaw } from './intake/raw-bodies.js';
import { KeyPrincipals } from './keys/key-principals.js';

/** Shopify's own limit is below this; what is larger is not a webhook. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** The door: takes webhooks in, knows callers, and leads them to the services. */
export const gateway = defineService({
  name: 'gateway',
  config: GatewayConfig,
  features: [GatewayModule],
  principals: () => ({ provide: Principals, useClass: KeyPrincipals }),
  bodyLimit: BODY_LIMIT_BYTES,
  parseBodies: keepWebhookBodiesRaw,
  prepare: proxyServices,
});
