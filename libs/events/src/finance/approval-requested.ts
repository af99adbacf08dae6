import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';

@Event(
  'vw.finance.approval.requested.v1',
  'Not told any more: what waits for people is told by vw.governance.approval.requested. A spend or a transfer waits for a second person.',
)
export class ApprovalRequested {
  /** `spend:<key>` or `transfer:<id>`. */
  @IsText(255) about!: string;
  /** What it is, for whoever decides. */
  @IsText(1_000) summary!: string;
  @IsId() requestedBy!: string;
}
