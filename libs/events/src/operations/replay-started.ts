import { IsBoolean } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';
import { LONGEST_REASON } from './limits.js';

/** Appended by the service whose read model it is; the envelope's actor is the operator. */
@Event('vw.operations.replay.started.v1', 'A read model begins to be built anew beside the one in use.')
export class ReplayStarted {
  @IsId() replayId!: string;
  @IsId() service!: string;
  /** The read model. */
  @IsId() model!: string;
  /** Where it begins: `beginning`, an instant, or `sequence n` of the one stream it reads. */
  @IsText(64) from!: string;
  /** Why, in the operator's words. */
  @IsText(LONGEST_REASON) reason!: string;
  /** Whether events that cannot be handled are counted and left out instead of ending the replay. */
  @IsBoolean() skipFailed!: boolean;
}
