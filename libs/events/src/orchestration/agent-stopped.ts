import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOneOf, IsOptional, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.agent.stopped.v1',
  'An agent gets no work for now: its money is used up, or it fails too often.',
)
export class AgentStopped {
  @IsId() agentId!: string;
  @IsOneOf(['over_budget', 'failing']) cause!: string;
  @IsText(1_000) reason!: string;
  /** The task at which it showed. */
  @IsOptional() @IsId() taskId?: string;
  /** When it is looked at again; absent when a person must. */
  @IsOptional() @IsInstant() until?: string;
}
