import { ArrayMaxSize, IsArray } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsInstant, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { ActApprovalTold } from './approval-told.js';

@Event(
  'vw.governance.approval.decided.v1',
  'An act was decided, or ended undecided: approved, rejected, to be changed, expired, withdrawn, not used in time, or denied by a policy.',
)
export class ActApprovalDecided extends ActApprovalTold {
  @IsOneOf(['approved', 'rejected', 'changes_asked', 'expired', 'withdrawn', 'lapsed', 'denied']) verdict!: string;
  @IsText(1_000) reason!: string;
  /** People; `system` for what time decided; `policy` for what was denied; whoever withdrew it. */
  @IsArray() @ArrayMaxSize(20) @IsText(128, { each: true }) decidedBy!: string[];
  /** Until when it may be used; there when it was approved. */
  @IsOptional() @IsInstant() useBy?: string;
}
