import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsText } from '../core/rules.js';
import { DEAD_LETTER_LIMITS } from './dead-letter-limits.js';

/** Appended by the service that hosts the desk, in the transaction of the act; the envelope's actor is the operator. */
@Event('vw.dlq.letter.discarded.v1', 'A dead letter was put aside for good.')
export class LetterDiscarded {
  @IsId() letterId!: string;
  @IsId() consumer!: string;
  /** Why, in the operator's words. */
  @IsText(DEAD_LETTER_LIMITS.reason) reason!: string;
  /** The job it was part of; null when it was discarded alone. */
  @IsIdOrNull() jobId!: string | null;
}
