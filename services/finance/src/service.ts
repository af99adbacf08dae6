import { defineService, ServiceConfig } from '@vividwalls/platform';
import { FinanceModule } from './finance.module.js';

/** The books: double entry, derived from what the shop says of its orders. */
export const finance = defineService({ name: 'finance', config: ServiceConfig, features: [FinanceModule] });
