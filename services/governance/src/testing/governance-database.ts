import { createServiceDatabase, type ServiceDatabase } from '@vividwalls/testing/service';
import { migrations } from '../migrations/index.js';

export type GovernanceDatabase = ServiceDatabase;

/** The governance schema in a database of its own, migrated, with its roles; the schema of finance beside it is empty. */
export function createGovernanceDatabase(name: string): Promise<GovernanceDatabase> {
  return createServiceDatabase({ name, service: 'governance', migrations, neighbours: ['finance'] });
}
