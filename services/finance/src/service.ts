import { defineService } from '@vividwalls/platform';
import { FinanceConfig } from './finance.config.js';
import { FinanceModule } from './finance.module.js';

/** The books: double entry, derived from what the shop says of its orders. */
export const finance = defineService({
  name: 'finance',
  config: FinanceConfig,
  features: [FinanceModule],
  bodyFaultStatus: 422,
  // Books are derived and compared under each order's lock, so no order of events is wrong.
  batchesAtOnce: 2,
});
