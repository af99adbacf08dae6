import { IsInt, IsObject, Max, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOneOf, IsOptional, IsText } from '../core/rules.js';

export const TASK_OUTCOMES = ['succeeded', 'failed', 'cancelled', 'timed_out'] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

/** A year: past it, the number is not a duration but a mistake (an epoch, or nanoseconds). */
const LONGEST_TASK_MS = 366 * 86_400_000;

@Event('vw.reports.task.outcome_reported.v1', 'An agent finished a task, or gave it up.')
export class TaskOutcomeReported {
  @IsId() taskId!: string;
  @IsId() agentId!: string;
  @IsOneOf(TASK_OUTCOMES) outcome!: TaskOutcome;
  @IsInt() @Min(0) @Max(LONGEST_TASK_MS) durationMs!: number;
  /** E-mail addresses and phone numbers are taken out. */
  @IsOptional() @IsText(1_000) error?: string;
  /**
   * What came out of it, as the capability's schema says; checked by whoever gave the task. Without personal data: addresses
   * are hashes, what a field's name says is personal is `[personal]`. At most 256 KiB, 32 levels.
   */
  @IsOptional() @IsObject() output?: object;
  /** n8n's workflow and its run. */
  @IsOptional() @IsText(255) workflowId?: string;
  @IsOptional() @IsText(255) executionId?: string;
  @IsInstant() occurredAt!: string;
}
