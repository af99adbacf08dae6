import { defineService } from '@vividwalls/platform';
import { FinanceConfig } from './finance.config.js';
import { FinanceModule } from './finance.module.js';

/** The books: double entry, derived from what the shop says of its orders. */
export const finance = defineService({
  name: 'finance',
  config: FinanceConfig,
  features: [FinanceModule],
  bodyFaultStatus: 422,
});
