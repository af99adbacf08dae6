import { Length } from 'class-validator';
import { IsId, IsIdOrNull, IsText } from '../core/rules.js';

/** Which approval, and what it is for. What would be done is not told: it may be a letter to a customer. */
export class ActApprovalTold {
  @IsId() approvalId!: string;
  /** Whoever asks chose it; the same key is the same question. */
  @IsText(200) key!: string;
  /** The kind of act: `order.refund`. */
  @IsId() act!: string;
  /** What it is done to: an order, a customer, a budget. */
  @IsText(200) about!: string;
  /** SHA-256 (hex) of act, subject and what would be done; a decision holds for it alone. */
  @Length(64, 64) digest!: string;
  @IsId() askedBy!: string;
  /** The task that waits for it; null when none does. */
  @IsIdOrNull() taskId!: string | null;
}
