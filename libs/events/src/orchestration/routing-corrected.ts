import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsText } from '../core/rules.js';

@Event('vw.orchestration.routing.corrected.v1', 'A person said that a task should have gone to somebody else.')
export class RoutingCorrected {
  @IsId() taskId!: string;
  @IsIdOrNull() fromAgentId!: string | null;
  @IsIdOrNull() fromPersonaId!: string | null;
  @IsId() toAgentId!: string;
  @IsIdOrNull() toPersonaId!: string | null;
  @IsText(1_000) reason!: string;
}
