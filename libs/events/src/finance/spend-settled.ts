import { Event } from '../core/event-decorator.js';
import { IsOneOf } from '../core/rules.js';
import { IsUnitAmount } from './budget-scope.js';
import { SpendTold } from './spend-told.js';

@Event(
  'vw.finance.spend.settled.v1',
  'A spend came to its end: committed with what it really cost, released, or expired.',
)
export class SpendSettled extends SpendTold {
  @IsOneOf(['committed', 'released', 'expired']) outcome!: string;
  /** What it really came to; zero unless committed. */
  @IsUnitAmount() actualMinor!: string;
}
