import { IsBoolean, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsText } from '../core/rules.js';
import { DEAD_LETTER_LIMITS } from './dead-letter-limits.js';

/** Appended by the service that hosts the desk, in the transaction of the act; the envelope's actor is the operator. */
@Event('vw.dlq.letter.redriven.v1', 'A dead letter was given to its consumer again.')
export class LetterRedriven {
  @IsId() letterId!: string;
  @IsId() consumer!: string;
  /** Why, in the operator's words. */
  @IsText(DEAD_LETTER_LIMITS.reason) reason!: string;
  /** True when the operator mended the message before. */
  @IsBoolean() edited!: boolean;
  /** SHA-256 (hex) of the message as it was sent. */
  @IsText(64) payloadSha256!: string;
  /** 1 for the first redrive of this message. */
  @IsInt() @Min(1) count!: number;
  /** The job it was part of; null when it was redriven alone. */
  @IsIdOrNull() jobId!: string | null;
}
