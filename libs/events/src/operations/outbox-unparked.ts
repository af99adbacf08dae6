import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';
import { LONGEST_REASON } from './limits.js';

/** The envelope's actor is the operator. */
@Event('vw.operations.outbox.unparked.v1', 'An event that the broker had refused was given another chance.')
export class OutboxUnparked {
  @IsId() service!: string;
  /** Number of its row. */
  @IsId() outboxId!: string;
  @IsId() messageId!: string;
  @IsText(LONGEST_REASON) reason!: string;
}
