import { Inject, Injectable } from '@nestjs/common';
import {
  bearerToken,
  Clock,
  CONFIG,
  Principals,
  type AuthenticatedRequest,
  type Principal,
} from '@vividwalls/platform';
import { queryPlanned } from '@vividwalls/persistence';
import { DataSource } from 'typeorm';
import type { GatewayConfig } from '../gateway.config.js';
import { hashOfKey, isKey } from './api-key.js';

const FIND = {
  name: 'api_keys_find',
  text: `SELECT name, agent_id AS "agentId", scopes FROM api_keys
    WHERE key_sha256 = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
};

interface KeyRow {
  readonly name: string;
  /** The agent whose key it is. */
  readonly agentId: string | null;
  readonly scopes: string[];
}

/** Longer than any key; what is longer is not even hashed. */
const LONGEST_KEY = 512;

/** Knows callers by their API key: the owner's from the configuration, all others by hash from the database. */
@Injectable()
export class KeyPrincipals extends Principals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    super();
  }

  async of(request: AuthenticatedRequest): Promise<Principal | undefined> {
    const key = bearerToken(request);
    if (!key || key.length > LONGEST_KEY) return undefined;
    if (isKey(key, this.config.VW_ADMIN_KEY)) return { actor: 'user:owner', scopes: ['*'] };
    const rows = await queryPlanned<KeyRow>(this.dataSource.manager, FIND, [hashOfKey(key), this.clock.now()]);
    if (!rows[0]) return undefined;
    const { name, agentId, scopes } = rows[0];
    return { actor: agentId === null ? `key:${name}` : `agent:${agentId}`, scopes };
  }
}
