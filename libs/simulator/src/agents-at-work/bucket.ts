import { hash } from 'node:crypto';

export const BUCKETS = 100;

/**
 * The bucket of a subject in a migration, as orchestration counts it (docs/consolidation.md): the first 48 bits of SHA-256 over
 * both, modulo 100. Known here so that both arms of a canary get work without hundreds of requests for the smaller one.
 */
export function bucketOf(migrationId: string, subject: string): number {
  return Number.parseInt(hash('sha256', `${migrationId}\n${subject}`, 'hex').slice(0, 12), 16) % BUCKETS;
}
