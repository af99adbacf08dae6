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
  text: `SELECT id, name, agent_id AS "agentId", scopes, last_used_at AS "lastUsedAt" FROM api_keys
    WHERE key_sha256 = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
};

/** Found beside many calls of the same minute, of which one writes. */
const NOTE_USE = `UPDATE api_keys SET last_used_at = $2
  WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - make_interval(secs => $3))`;

/** How exactly the last use of a key is known: finer would be a write for every call. */
const USE_NOTED_S = 60;

/** Who calls with the key that the configuration names. */
export const OWNER: Principal = { actor: 'user:owner', scopes: ['*'] };

interface KeyRow {
  readonly id: string;
  readonly name: string;
  /** The agent whose key it is. */
  readonly agentId: string | null;
  readonly scopes: string[];
  readonly lastUsedAt: Date | null;
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
    if (isKey(key, this.config.VW_ADMIN_KEY)) return OWNER;
    const now = this.clock.now();
    const [row] = await queryPlanned<KeyRow>(this.dataSource.manager, FIND, [hashOfKey(key), now]);
    if (!row) return undefined;
    const { name, agentId, scopes } = row;
    if (isOlder(row.lastUsedAt, now)) await this.dataSource.query(NOTE_USE, [row.id, now, USE_NOTED_S]);
    return { actor: agentId === null ? `key:${name}` : `agent:${agentId}`, scopes };
  }
}

const isOlder = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_NOTED_S * 1_000;
