import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';

@Event(
  'vw.finance.approval.requested.v1',
  'Something waits for a second person: a spend beyond a soft limit, a transfer.',
)
export class ApprovalRequested {
  /** `spend:<key>` or `transfer:<id>`. */
  @IsText(255) about!: string;
  /** What it is, for whoever decides. */
  @IsText(1_000) summary!: string;
  @IsId() requestedBy!: string;
}
