import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { hashOfKey, newApiKey } from './api-key.js';
import type { ApiKeyView, KeyState } from './key-views.js';

export interface NewApiKey {
  readonly name: string;
  readonly agentId?: string | undefined;
  readonly scopes: readonly string[];
  readonly expiresAt?: string | undefined;
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly agentId: string | null;
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** The keys of everybody but the owner. */
@Injectable()
export class KeyRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first, after the key with this id. */
  async list(limit: number, cursor: string | undefined): Promise<ApiKeyView[]> {
    const rows = await this.dataSource.query<KeyRow[]>(
      `SELECT id, name, agent_id AS "agentId", scopes, created_at AS "createdAt", expires_at AS "expiresAt",
              revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"
         FROM api_keys WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, cursor ?? null],
    );
    const now = this.clock.now();
    return rows.map((row) => viewOf(row, now));
  }

  /** @returns the key itself, which is not kept */
  async create({ name, agentId, scopes, expiresAt }: NewApiKey): Promise<{ id: string; key: string }> {
    const [id, key] = [uuidv7(), newApiKey()];
    await this.dataSource.query(
      `INSERT INTO api_keys (id, name, agent_id, key_sha256, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, name, agentId ?? null, hashOfKey(key), scopes, this.clock.now(), expiresAt ?? null],
    );
    return { id, key };
  }

  /** @returns false when there is none that still opens something */
  async revoke(id: string): Promise<boolean> {
    const [, revoked] = await this.dataSource.query<[unknown, number]>(
      'UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
      [id, this.clock.now()],
    );
    return revoked > 0;
  }
}

function viewOf({ createdAt, expiresAt, revokedAt, lastUsedAt, ...row }: KeyRow, now: Date): ApiKeyView {
  return {
    ...row,
    actor: row.agentId === null ? `key:${row.name}` : `agent:${row.agentId}`,
    state: stateOf(expiresAt, revokedAt, now),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

function stateOf(expiresAt: Date | null, revokedAt: Date | null, now: Date): KeyState {
  if (revokedAt) return 'revoked';
  return expiresAt && expiresAt <= now ? 'expired' : 'active';
}
