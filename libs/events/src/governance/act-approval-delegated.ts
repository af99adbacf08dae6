import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';
import { ActApprovalTold } from './approval-told.js';

@Event('vw.governance.approval.delegated.v1', 'Somebody who may decide asked another person to: the envelope’s actor.')
export class ActApprovalDelegated extends ActApprovalTold {
  @IsId() to!: string;
  @IsText(1_000) reason!: string;
}
