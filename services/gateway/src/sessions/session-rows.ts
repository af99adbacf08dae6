import { Injectable } from '@nestjs/common';
import { queryPlanned } from '@vividwalls/persistence';
import { Clock, type Principal } from '@vividwalls/platform';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { hashOfKey } from '../keys/api-key.js';

/** A working day: whoever comes back tomorrow signs in again. */
export const SESSION_S = 12 * 3_600;

const TOKEN_BYTES = 32;

/** A session and what it was opened with. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Session extends Principal {
  readonly id: string;
  readonly expiresAt: Date;
}

const FIND = {
  name: 'sessions_find',
  text: `SELECT s.id, s.actor, s.scopes, s.expires_at AS "expiresAt", k.scopes AS "keyScopes" FROM sessions s
    LEFT JOIN api_keys k ON k.key_sha256 = s.key_sha256 AND k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > $2)
    WHERE s.token_sha256 = $1 AND s.ended_at IS NULL AND s.expires_at > $2
      AND (k.id IS NOT NULL OR s.key_sha256 = $3)`,
};

interface SessionRow extends Session {
  /** What the key may do now; null for the owner's. */
  readonly keyScopes: string[] | null;
}

/**
 * Sessions of the console, by the hash of their tokens. One lives as long as the key it was opened with: a key that is revoked,
 * that has expired, or that is not the owner's any more has no sessions. It never has more rights than that key.
 */
@Injectable()
export class SessionRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @param key the key itself: its hash is kept, so that the session ends with it */
  async open(principal: Principal, key: string): Promise<OpenedSession> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + SESSION_S * 1_000);
    await this.dataSource.query(
      `INSERT INTO sessions (id, token_sha256, key_sha256, actor, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [uuidv7(), hashOfKey(token), hashOfKey(key), principal.actor, principal.scopes, now, expiresAt],
    );
    return { token, expiresAt };
  }

  /** @param ownersKey the owner's key as it is configured now */
  async find(token: string, ownersKey: string): Promise<Session | undefined> {
    const values = [hashOfKey(token), this.clock.now(), hashOfKey(ownersKey)];
    const [row] = await queryPlanned<SessionRow>(this.dataSource.manager, FIND, values);
    if (!row) return undefined;
    const { keyScopes, scopes, ...session } = row;
    return { ...session, scopes: keyScopes ?? scopes };
  }

  async end(token: string): Promise<void> {
    await this.dataSource.query('UPDATE sessions SET ended_at = $2 WHERE token_sha256 = $1 AND ended_at IS NULL', [
      hashOfKey(token),
      this.clock.now(),
    ]);
  }

  /** Sessions that are over for a while say nothing to anybody. @returns how many went */
  async forget(before: Date): Promise<number> {
    const [, gone] = await this.dataSource.query<[unknown, number]>('DELETE FROM sessions WHERE expires_at < $1', [
      before,
    ]);
    return gone;
  }
}
