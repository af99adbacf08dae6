import { ServiceUnderTest, type StartOptions } from '@vividwalls/testing/service';
import { defineService } from '@vividwalls/platform';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { RegistryModule } from '../../registry/registry.module.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { KnowledgeModule } from '../knowledge.module.js';

const knowledgeAlone = defineService({
  name: 'orchestration',
  config: OrchestrationConfig,
  features: [RegistryModule, KnowledgeModule],
  bodyFaultStatus: 422,
});

export type RunningKnowledge = ServiceUnderTest<OrchestrationDatabase>;

/** Registry and knowledge as a process runs them, with a database and a broker of their own. */
export const RunningKnowledge = {
  start: (name: string, options?: StartOptions): Promise<RunningKnowledge> =>
    ServiceUnderTest.start(knowledgeAlone, () => createOrchestrationDatabase(name), options),
};
