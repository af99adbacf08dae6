import { defineService } from '@vividwalls/platform';
import { serveMcp } from './mcp/http/serve-mcp.js';
import { OrchestrationConfig } from './orchestration.config.js';
import { OrchestrationModule } from './orchestration.module.js';

/** Agents at work: who there is, who does what, and every piece of work until its end. */
export const orchestration = defineService({
  name: 'orchestration',
  config: OrchestrationConfig,
  features: [OrchestrationModule],
  bodyFaultStatus: 422,
  prepare: serveMcp,
});
