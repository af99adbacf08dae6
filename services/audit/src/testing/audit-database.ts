import { createServiceDatabase, type ServiceDatabase } from '@vividwalls/testing/service';
import { migrations } from '../migrations/index.js';

export type AuditDatabase = ServiceDatabase;

/** The record's schema in a database of its own, migrated, with its roles; the schema of finance beside it is empty. */
export function createAuditDatabase(): Promise<AuditDatabase> {
  return createServiceDatabase({ name: 'audit', service: 'audit', migrations, neighbours: ['finance'] });
}
