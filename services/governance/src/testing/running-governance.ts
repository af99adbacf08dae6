import { ServiceUnderTest, type StartOptions } from '@vividwalls/testing/service';
import { governance } from '../service.js';
import { createGovernanceDatabase, type GovernanceDatabase } from './governance-database.js';

export type { Answered, Asking } from '@vividwalls/testing/service';

/** The governance service as a process runs it, with a database and a broker of its own. */
export type RunningGovernance = ServiceUnderTest<GovernanceDatabase>;

export const RunningGovernance = {
  start: (name: string, options?: StartOptions): Promise<RunningGovernance> =>
    ServiceUnderTest.start(governance, () => createGovernanceDatabase(name), options),
};
