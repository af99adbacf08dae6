import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;
const KEY_PREFIX = 'vw_';

/** A new key. It is shown once; only its hash is kept. */
export function newApiKey(): string {
  return KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url');
}

/** SHA-256 of a key. Keys are random and long, so a slow password hash would protect nothing more. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** Compares in constant time, whatever the lengths. */
export function isKey(given: string, expected: string): boolean {
  return timingSafeEqual(hashOfKey(given), hashOfKey(expected));
}
