import { Event } from '../core/event-decorator.js';
import { IsIdOrNull, IsOneOf, IsText } from '../core/rules.js';
import { TaskTold } from './task-told.js';

@Event(
  'vw.orchestration.task.fell_back.v1',
  'A task was taken from an agent that could not do it and given to the next: a persona, an agent, a director, a person.',
)
export class TaskFellBack extends TaskTold {
  @IsIdOrNull() fromAgentId!: string | null;
  @IsIdOrNull() fromPersonaId!: string | null;
  @IsOneOf(['persona', 'agent', 'director', 'person']) stage!: string;
  @IsText(1_000) reason!: string;
}
