import { hash } from 'node:crypto';

export const BUCKETS = 100;

/**
 * The bucket of a subject in a migration, 0 to 99: the first 48 bits of SHA-256 over both, modulo 100. The migration is part of
 * it, so that the same customers are not the first in every canary. 48 bits modulo 100 favour no bucket by more than 10⁻¹².
 */
export function bucketOf(migrationId: string, subject: string): number {
  return Number.parseInt(hash('sha256', `${migrationId}\n${subject}`, 'hex').slice(0, 12), 16) % BUCKETS;
}
