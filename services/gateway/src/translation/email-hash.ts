import { hash } from 'node:crypto';

/** SHA-256 (hex) of the trimmed, lower-cased address; undefined when there is none. */
export function emailHash(email: string | undefined): string | undefined {
  const address = email?.trim().toLowerCase();
  return address ? hash('sha256', address, 'hex') : undefined;
}
