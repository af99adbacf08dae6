import { ServiceUnderTest, type StartOptions } from '@vividwalls/testing/service';
import { orchestration } from '../service.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from './orchestration-database.js';

export type { Answered, Asking } from '@vividwalls/testing/service';

/** The orchestration service as a process runs it, with a database and a broker of its own. */
export type RunningOrchestration = ServiceUnderTest<OrchestrationDatabase>;

export const RunningOrchestration = {
  start: (name: string, options?: StartOptions): Promise<RunningOrchestration> =>
    ServiceUnderTest.start(orchestration, () => createOrchestrationDatabase(name), options),
};
