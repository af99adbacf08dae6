import type { Provider } from '@nestjs/common';
import { CONFIG, InternalTokens } from '@vividwalls/platform';
import type { GatewayConfig } from '../gateway.config.js';

/** The tokens by which services behind the door know who calls. */
export const internalTokens: Provider<InternalTokens> = {
  provide: InternalTokens,
  inject: [CONFIG],
  useFactory: (config: GatewayConfig) => new InternalTokens(config.VW_INTERNAL_SECRET),
};
