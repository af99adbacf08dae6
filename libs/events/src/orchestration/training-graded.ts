import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.training.graded.v1',
  'What an agent answered to the exercises of a training module was graded.',
)
export class TrainingGraded {
  @IsId() runId!: string;
  @IsId() moduleId!: string;
  @IsInt() @Min(1) moduleVersion!: number;
  @IsId() agentId!: string;
  @IsIdOrNull() personaId!: string | null;
  @IsText(64) capability!: string;
  @IsInt() @Min(0) passed!: number;
  /** Exercises that could be graded. */
  @IsInt() @Min(0) graded!: number;
}
