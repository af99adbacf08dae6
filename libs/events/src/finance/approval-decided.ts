import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event(
  'vw.finance.approval.decided.v1',
  'Not told any more: decisions are told by vw.governance.approval.decided. A second person, the envelope’s actor, decided what waited.',
)
export class ApprovalDecided {
  /** `spend:<key>` or `transfer:<id>`. */
  @IsText(255) about!: string;
  @IsOneOf(['approved', 'rejected']) verdict!: string;
  @IsText(500) reason!: string;
  @IsId() requestedBy!: string;
}
