import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId } from '../core/rules.js';

/** Appended by the consumer's own service, in the transaction of the effect. */
@Event('vw.dlq.letter.handled.v1', 'A redriven message was handled by the consumer that had failed on it.')
export class LetterHandled {
  @IsId() letterId!: string;
  @IsId() consumer!: string;
  /** Which redrive of the message this was, from 1. */
  @IsInt() @Min(1) count!: number;
}
