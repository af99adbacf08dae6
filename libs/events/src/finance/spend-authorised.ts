import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOptional, IsText } from '../core/rules.js';
import { SpendTold } from './spend-told.js';

@Event('vw.finance.spend.authorised.v1', 'Money, or tokens, of a budget are held for a spend.')
export class SpendAuthorised extends SpendTold {
  @IsText(500) reason!: string;
  /** When the hold ends by itself. */
  @IsInstant() expiresAt!: string;
  /** Whose yes let it pass a soft limit, the last of them; `policy` where none was needed. */
  @IsOptional() @IsId() approvedBy?: string;
}
