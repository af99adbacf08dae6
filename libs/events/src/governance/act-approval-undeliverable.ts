import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsText } from '../core/rules.js';
import { ActApprovalTold } from './approval-told.js';

@Event(
  'vw.governance.approval.undeliverable.v1',
  'The workflow that waits for a decision could not be told: its address did not answer for an hour.',
)
export class ActApprovalUndeliverable extends ActApprovalTold {
  /** Host of the address that was called. */
  @IsText(255) host!: string;
  @IsInt() @Min(1) attempts!: number;
  @IsText(500) lastError!: string;
}
