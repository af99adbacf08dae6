import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOptional, IsText } from '../core/rules.js';
import { SpendTold } from './spend-told.js';

@Event('vw.finance.spend.authorised.v1', 'Money, or tokens, of a budget are held for a spend.')
export class SpendAuthorised extends SpendTold {
  @IsText(500) reason!: string;
  /** When the hold ends by itself. */
  @IsInstant() expiresAt!: string;
  /** The second person, where a soft limit asked for one. */
  @IsOptional() @IsId() approvedBy?: string;
}
