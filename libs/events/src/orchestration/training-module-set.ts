import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';

@Event('vw.orchestration.training_module.set.v1', 'A training module was made or changed.')
export class TrainingModuleSet {
  @IsId() moduleId!: string;
  @IsText(200) title!: string;
  @IsText(64) capability!: string;
  @IsInt() @Min(1) exercises!: number;
  @IsInt() @Min(1) moduleVersion!: number;
}
