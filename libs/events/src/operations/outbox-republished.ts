import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsText } from '../core/rules.js';
import { LONGEST_REASON } from './limits.js';

/** Which events it were tells the span of time, by when they were appended; the envelope's actor is the operator. */
@Event('vw.operations.outbox.republished.v1', 'A service published a span of its past events again.')
export class OutboxRepublished {
  @IsId() service!: string;
  @IsInstant() from!: string;
  /** Excluded. */
  @IsInstant() until!: string;
  @IsText(LONGEST_REASON) reason!: string;
  @IsInt() @Min(0) published!: number;
  /** Of these, so many the streams still knew. */
  @IsInt() @Min(0) duplicates!: number;
}
