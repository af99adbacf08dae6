import { hash } from 'node:crypto';

const HEX = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * UUIDv5 (RFC 9562 §5.5): the same namespace and name always give the same id, and nobody needs to remember it.
 *
 * @param namespace a UUID
 * @throws when the namespace is not a UUID
 */
export function namedUuid(namespace: string, name: string): string {
  if (!HEX.test(namespace)) throw new Error(`"${namespace}" is not a UUID and can't be a namespace`);
  const prefix = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const digest = hash('sha1', Buffer.concat([prefix, Buffer.from(name, 'utf8')]), 'buffer');
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
