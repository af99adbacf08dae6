import { Event } from '../core/event-decorator.js';
import { IsId, IsOptional, IsText } from '../core/rules.js';
import { SpendTold } from './spend-told.js';

@Event('vw.finance.spend.refused.v1', 'A spend was refused: no budget, no room in one, or a second person said no.')
export class SpendRefused extends SpendTold {
  @IsText(500) reason!: string;
  /** The second person, where one decided. */
  @IsOptional() @IsId() rejectedBy?: string;
}
