import { Event } from '../core/event-decorator.js';
import { IsId, IsOptional, IsText } from '../core/rules.js';
import { SpendTold } from './spend-told.js';

@Event('vw.finance.spend.refused.v1', 'A spend was refused: no budget, no room in one, or no leave to go beyond it.')
export class SpendRefused extends SpendTold {
  @IsText(500) reason!: string;
  /** Whose word ended it where it waited for leave: a person, `system`, `policy`. */
  @IsOptional() @IsId() rejectedBy?: string;
}
