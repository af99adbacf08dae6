import { IsInt, Max, Min } from 'class-validator';
import { IsId, IsIdOrNull, IsOneOf, IsTextOrNull } from '../core/rules.js';

export const TASK_PRIORITIES = ['high', 'medium', 'low'] as const;

/** More tries than any fallback chain has. */
const TRIES_MAX = 1_000;

/** Which task, and who is on it. */
export class TaskTold {
  @IsId() taskId!: string;
  /** Null as long as routing has not found one. */
  @IsIdOrNull() capability!: string | null;
  /** What it is about: a customer, an order. */
  @IsId() about!: string;
  @IsOneOf(TASK_PRIORITIES) priority!: string;
  /** `act`, or `propose` beside another that acts. */
  @IsOneOf(['act', 'propose']) mode!: string;
  @IsIdOrNull() agentId!: string | null;
  @IsIdOrNull() personaId!: string | null;
  /** Tries so far, of all agents. */
  @IsInt() @Min(0) @Max(TRIES_MAX) tries!: number;
  @IsTextOrNull(255) migrationId!: string | null;
}
