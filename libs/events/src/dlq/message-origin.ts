import { IsInt, Min } from 'class-validator';
import { IsText, IsTextOrNull, MAX_ID_LENGTH } from '../core/rules.js';
import { DEAD_LETTER_LIMITS } from './dead-letter-limits.js';

/** Where a message lay when its consumer failed on it. */
export class MessageOrigin {
  @IsText(255) stream!: string;
  /** When the stream was created, as the broker says it: a stream that was lost and made anew counts from 1 again. */
  @IsText(64) streamCreatedAt!: string;
  @IsInt() @Min(1) sequence!: number;
  @IsText(DEAD_LETTER_LIMITS.subject) subject!: string;
  /** Of the envelope; null where the message is none. */
  @IsTextOrNull(MAX_ID_LENGTH) eventId!: string | null;
  @IsTextOrNull(MAX_ID_LENGTH) eventType!: string | null;
}
