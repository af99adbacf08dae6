import { ServiceUnderTest, type StartOptions } from '@vividwalls/testing/service';
import { finance } from '../service.js';
import { createFinanceDatabase, type FinanceDatabase } from './finance-database.js';

export type { Answered, Asking } from '@vividwalls/testing/service';

/** The finance service as a process runs it, with a database and a broker of its own. */
export type RunningFinance = ServiceUnderTest<FinanceDatabase>;

export const RunningFinance = {
  start: (name: string, options?: StartOptions): Promise<RunningFinance> =>
    ServiceUnderTest.start(finance, () => createFinanceDatabase(name), options),
};
