import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsObjectOf, IsOneOf, IsText } from '../core/rules.js';
import { DEAD_LETTER_REASONS, type DeadLetterReason } from './dead-letter-reason.js';
import { DEAD_LETTER_LIMITS } from './dead-letter-limits.js';
import { MessageOrigin } from './message-origin.js';

/**
 * A message that one consumer could not handle, as it was. The envelope's id is the letter's; it is made from consumer,
 * origin and redrives, so that the same failure is the same letter however often it is published.
 */
@Event('vw.dlq.event.dead_lettered.v1', 'A consumer gave up on a message.')
export class EventDeadLettered {
  /** The durable that failed: `finance`, `gateway_dead_letters`. */
  @IsId() consumer!: string;
  @IsOneOf(DEAD_LETTER_REASONS) reason!: DeadLetterReason;
  /** The last error with its stack. */
  @IsText(DEAD_LETTER_LIMITS.error) error!: string;
  /** Attempts that failed; 0 when it only waited. */
  @IsInt() @Min(0) attempts!: number;
  @IsObjectOf(() => MessageOrigin) origin!: MessageOrigin;
  /** The message's bytes. */
  @IsText(DEAD_LETTER_LIMITS.payload) payload!: string;
  /** `utf8` when the bytes survive a round trip as text, else `base64`. */
  @IsOneOf(['utf8', 'base64']) encoding!: 'utf8' | 'base64';
  /** How often the message had been redriven when it failed; 0 for a first failure. */
  @IsInt() @Min(0) redrives!: number;
  /** The letter whose redrive failed. */
  @IsIdOrNull() previousLetterId!: string | null;
}
