import { defineService } from '@vividwalls/platform';
import { GovernanceConfig } from './governance.config.js';
import { GovernanceModule } from './governance.module.js';

/** What waits for a person: policies that say what must, approvals that wait, decisions, and their use. */
export const governance = defineService({
  name: 'governance',
  config: GovernanceConfig,
  features: [GovernanceModule],
  bodyFaultStatus: 422,
});
