import { Event } from '../core/event-decorator.js';
import { IsText } from '../core/rules.js';
import { ActApprovalTold } from './approval-told.js';

@Event('vw.governance.approval.used.v1', 'The effect of an act began: its decision is used up.')
export class ActApprovalUsed extends ActApprovalTold {
  /** The effect’s own id. */
  @IsText(200) usedFor!: string;
}
