import { hash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiConflictResponse, ApiHeader } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { Problem } from './problem.js';

/** Visible ASCII, as clients make it from a UUID. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** A client that has not asked again after a week will not. */
const KEPT = '7 days';

/** Expired keys that go with each new one: more than come, so that the table never grows without end. */
const FORGOTTEN_PER_KEY = 10;

/** A write that its sender may send again, as the same. */
export interface KeyedRequest {
  readonly key: string;
  /** Keys of one caller are none of another's. */
  readonly actor: string;
  /** SHA-256 (hex) of method, path and body. */
  readonly fingerprint: string;
}

/** What of a request its key stands for. */
export interface WrittenRequest extends AuthenticatedRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

/** Statements for the migration of a service whose writes take a key; the table is in the service's own schema. */
export function idempotencyTable(role: string): string[] {
  return [
    `CREATE TABLE idempotency_keys (
       actor text NOT NULL,
       key text NOT NULL,
       fingerprint text NOT NULL,
       answer json,
       at timestamptz NOT NULL,
       PRIMARY KEY (actor, key)
     )`,
    'CREATE INDEX idempotency_keys_at ON idempotency_keys (at)',
    `GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO ${role}`,
  ];
}

/** The key of a request; undefined when it has none. @throws Problem 400 when the header is none that may be */
export function keyedRequest(request: WrittenRequest): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw new Problem(400, 'Bad header', 'Idempotency-Key must be 1 to 255 visible characters.');
  }
  const path = request.url.split('?')[0]!;
  const text = JSON.stringify([request.method, path, request.body ?? null]);
  return { key, actor: request.principal!.actor, fingerprint: hash('sha256', text, 'hex') };
}

/**
 * Does the work of a request once, however often it is sent: what it answered is kept in the transaction of the work itself,
 * so that no crash lies between the two. A second one that comes while the first is at work waits for its end. Work that
 * throws is undone with its key, and may be sent again.
 *
 * @param work its result must survive JSON: it is what is answered again
 * @throws Problem 422 when the key was used for another request
 */
export async function once<T extends object>(
  tx: EntityManager,
  request: KeyedRequest | undefined,
  now: Date,
  work: () => Promise<T>,
): Promise<T> {
  if (!request) return work();
  const { actor, key, fingerprint } = request;
  const [isNew] = await tx.query<unknown[]>(
    `INSERT INTO idempotency_keys (actor, key, fingerprint, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [actor, key, fingerprint, now],
  );
  if (!isNew) return answeredBefore<T>(tx, request);
  const answer = await work();
  await tx.query('UPDATE idempotency_keys SET answer = $3 WHERE actor = $1 AND key = $2', [
    ...[actor, key, JSON.stringify(answer)],
  ]);
  await tx.query(
    `DELETE FROM idempotency_keys WHERE (actor, key) IN (SELECT actor, key FROM idempotency_keys
       WHERE at < $1::timestamptz - interval '${KEPT}' LIMIT ${FORGOTTEN_PER_KEY} FOR UPDATE SKIP LOCKED)`,
    [now],
  );
  return answer;
}

async function answeredBefore<T>(tx: EntityManager, { actor, key, fingerprint }: KeyedRequest): Promise<T> {
  const [row] = await tx.query<{ fingerprint: string; answer: T }[]>(
    'SELECT fingerprint, answer FROM idempotency_keys WHERE actor = $1 AND key = $2',
    [actor, key],
  );
  // Forgotten in between, after a week: the sender may as well send it anew.
  if (!row)
    throw new Problem(409, 'Key expired', 'This Idempotency-Key has just expired; send the request with a new one.');
  if (row.fingerprint !== fingerprint) {
    throw new Problem(422, 'Key used before', 'This Idempotency-Key was used for another request.', {
      errors: [{ pointer: '', message: 'is not the request that the key was first used for' }],
    });
  }
  return row.answer;
}

/** The route's work is done once for each key. */
export const ApiIdempotencyKey = () =>
  applyDecorators(
    ApiHeader({ name: 'idempotency-key', required: false, description: 'The same key does the work once' }),
    ApiConflictResponse({ description: 'The state does not allow it, or the key has just expired' }),
  );
