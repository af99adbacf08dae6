import { Max, Min, IsNumber } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsMinorUnits, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { TaskTold } from './task-told.js';

@Event(
  'vw.orchestration.task.started.v1',
  'An agent began to work on a task: it was chosen, and what it may cost is held.',
)
export class TaskStarted extends TaskTold {
  /** Whether a legacy agent acts for its successor still. */
  @IsOneOf(['legacy', 'target']) actsAs!: string;
  /** How sure the choice was, 0 to 1. */
  @IsOptional() @IsNumber() @Min(0) @Max(1) confidence?: number;
  /** Why this agent, in words. */
  @IsText(1_000) why!: string;
  /** Held for it, minor units; absent when it costs nothing. */
  @IsOptional() @IsMinorUnits() reservedMinor?: string;
  @IsOptional() @IsText(3) currency?: string;
}
