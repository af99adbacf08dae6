import { Inject, Injectable } from '@nestjs/common';
import {
  bearerToken,
  Clock,
  CONFIG,
  Principals,
  type AuthenticatedRequest,
  type Principal,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { GatewayConfig } from '../gateway.config.js';
import { hashOfKey, isKey } from './api-key.js';

const FIND = `SELECT name, scopes FROM api_keys
  WHERE key_sha256 = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`;

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
    const rows = await this.dataSource.query<{ name: string; scopes: string[] }[]>(FIND, [
      hashOfKey(key),
      this.clock.now(),
    ]);
    return rows[0] && { actor: `key:${rows[0].name}`, scopes: rows[0].scopes };
  }
}
