import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsMinorUnits, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { TaskTold } from './task-told.js';

@Event('vw.orchestration.task.ended.v1', 'A task came to its end.')
export class TaskEnded extends TaskTold {
  @IsOneOf(['succeeded', 'failed', 'timed_out', 'cancelled']) outcome!: string;
  @IsOneOf(['legacy', 'target']) actsAs!: string;
  /** From taken to ended, ms. */
  @IsInt() @Min(0) durationMs!: number;
  /** Of the last try, ms; absent when none was begun. */
  @IsOptional() @IsInt() @Min(0) runMs?: number;
  /** What it really cost, minor units; absent when it is not known. */
  @IsOptional() @IsMinorUnits() actualMinor?: string;
  @IsOptional() @IsText(3) currency?: string;
  @IsOptional() @IsInt() @Min(0) tokens?: number;
  @IsOptional() @IsText(64) errorCode?: string;
  @IsOptional() @IsText(1_000) error?: string;
}
