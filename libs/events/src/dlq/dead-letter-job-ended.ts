import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf } from '../core/rules.js';

export const DEAD_LETTER_JOB_OUTCOMES = ['finished', 'aborted'] as const;
export type DeadLetterJobOutcome = (typeof DEAD_LETTER_JOB_OUTCOMES)[number];

/** Appended by the service that hosts the desk; the envelope's actor is the operator. */
@Event('vw.dlq.job.ended.v1', 'A job over dead letters is over.')
export class DeadLetterJobEnded {
  @IsId() jobId!: string;
  @IsOneOf(DEAD_LETTER_JOB_OUTCOMES) outcome!: DeadLetterJobOutcome;
  /** Letters redriven or discarded. */
  @IsInt() @Min(0) done!: number;
  /** Letters that somebody else had dealt with in the meantime. */
  @IsInt() @Min(0) skipped!: number;
}
