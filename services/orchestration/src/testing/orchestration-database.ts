import { createServiceDatabase, type ServiceDatabase } from '@vividwalls/testing/service';
import { migrations } from '../migrations/index.js';

export type OrchestrationDatabase = ServiceDatabase;

/** The orchestration schema in a database of its own, migrated, with its roles; the schema of finance beside it is empty. */
export function createOrchestrationDatabase(name: string): Promise<OrchestrationDatabase> {
  return createServiceDatabase({ name, service: 'orchestration', migrations, neighbours: ['finance'] });
}
