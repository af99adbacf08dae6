import { defineService } from '@vividwalls/platform';
import { ServiceUnderTest } from '@vividwalls/testing/service';
import { DocumentsModule } from '../../documents/documents.module.js';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { RegistryModule } from '../registry.module.js';

/** The registry and its documents as the service runs them, without those who work with them. */
const registry = defineService({
  name: 'orchestration',
  config: OrchestrationConfig,
  features: [RegistryModule, DocumentsModule],
  bodyFaultStatus: 422,
});

export type RunningRegistry = ServiceUnderTest<OrchestrationDatabase>;

export const RunningRegistry = {
  start: (name: string): Promise<RunningRegistry> =>
    ServiceUnderTest.start(registry, () => createOrchestrationDatabase(name)),
};
