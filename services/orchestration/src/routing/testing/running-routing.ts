import { ServiceUnderTest, type StartOptions } from '@vividwalls/testing/service';
import { defineService } from '@vividwalls/platform';
import { ActivationModule } from '../../activation/activation.module.js';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { RegistryModule } from '../../registry/registry.module.js';
import { TasksModule } from '../../tasks/tasks.module.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { RoutingModule } from '../routing.module.js';

/** Tasks are taken and routed on demand, and not worked on: nobody is there who could. */
const routingAlone = defineService({
  name: 'orchestration',
  config: OrchestrationConfig,
  features: [RegistryModule, TasksModule, RoutingModule, ActivationModule],
  bodyFaultStatus: 422,
});

export type RunningRouting = ServiceUnderTest<OrchestrationDatabase>;

/** Registry, routing and activation as a process runs them, with a database and a broker of their own. */
export const RunningRouting = {
  start: (name: string, options?: StartOptions): Promise<RunningRouting> =>
    ServiceUnderTest.start(routingAlone, () => createOrchestrationDatabase(name), options),
};
