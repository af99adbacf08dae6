import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event(
  'vw.finance.approval.decided.v1',
  'A second person approved or rejected what waited for them: the envelope’s actor.',
)
export class ApprovalDecided {
  /** `spend:<key>` or `transfer:<id>`. */
  @IsText(255) about!: string;
  @IsOneOf(['approved', 'rejected']) verdict!: string;
  @IsText(500) reason!: string;
  @IsId() requestedBy!: string;
}
