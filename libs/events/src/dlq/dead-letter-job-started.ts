import { IsInt, IsObject, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';
import { DEAD_LETTER_LIMITS } from './dead-letter-limits.js';

export const DEAD_LETTER_JOB_KINDS = ['redrive', 'discard'] as const;
export type DeadLetterJobKind = (typeof DEAD_LETTER_JOB_KINDS)[number];

/** Appended by the service that hosts the desk; the envelope's actor is the operator. */
@Event('vw.dlq.job.started.v1', 'An operator began to redrive or discard all dead letters that match a filter.')
export class DeadLetterJobStarted {
  @IsId() jobId!: string;
  @IsOneOf(DEAD_LETTER_JOB_KINDS) kind!: DeadLetterJobKind;
  /** Which letters, as it was asked for. */
  @IsObject() filter!: object;
  /** Why, in the operator's words. */
  @IsText(DEAD_LETTER_LIMITS.reason) reason!: string;
  /** Letters that matched when it began. */
  @IsInt() @Min(0) total!: number;
  @IsInt() @Min(1) ratePerSecond!: number;
}
