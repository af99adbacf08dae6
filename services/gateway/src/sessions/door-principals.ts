import { Inject, Injectable } from '@nestjs/common';
import {
  bearerToken,
  CONFIG,
  Principals,
  Problem,
  type AuthenticatedRequest,
  type Principal,
} from '@vividwalls/platform';
import type { GatewayConfig } from '../gateway.config.js';
import { KeyPrincipals } from '../keys/key-principals.js';
import { SessionRows } from './session-rows.js';
import { sessionToken } from './session-cookie.js';

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a page of another site can't send without being asked first. */
export const CONSOLE_HEADER = 'x-vw-console';

const NOT_THE_CONSOLE = new Problem(
  403,
  'Not from the console',
  `A session changes something only with the header ${CONSOLE_HEADER}; programs send a key instead.`,
);

interface MethodRequest extends AuthenticatedRequest {
  readonly method?: string;
}

/**
 * Knows callers by their key, else by the console's session. A session changes something only with a header that a page of another
 * site can't send; a browser that didn't know of SameSite would be stopped by that.
 */
@Injectable()
export class DoorPrincipals extends Principals {
  constructor(
    private readonly keys: KeyPrincipals,
    private readonly sessions: SessionRows,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    super();
  }

  /** @throws Problem 403 when a session would change something without the console's header */
  async of(request: MethodRequest): Promise<Principal | undefined> {
    if (bearerToken(request) !== undefined) return this.keys.of(request);
    const token = sessionToken(request.headers['cookie']);
    if (token === undefined) return undefined;
    const session = await this.sessions.find(token, this.config.VW_ADMIN_KEY);
    if (!session) return undefined;
    if (!SAFE.has(request.method ?? '') && request.headers[CONSOLE_HEADER] === undefined) throw NOT_THE_CONSOLE;
    return { actor: session.actor, scopes: session.scopes };
  }
}
