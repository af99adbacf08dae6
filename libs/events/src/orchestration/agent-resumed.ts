import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event('vw.orchestration.agent.resumed.v1', 'An agent that was stopped gets work again.')
export class AgentResumed {
  @IsId() agentId!: string;
  @IsOneOf(['over_budget', 'failing']) cause!: string;
  @IsText(1_000) reason!: string;
}
