import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { DisputeSnapshot } from './dispute-snapshot.js';

@Event('vw.shop.dispute.opened.v1', 'A shopper disputed a payment with their bank.')
export class DisputeOpened {
  @IsObjectOf(() => DisputeSnapshot) dispute!: DisputeSnapshot;
}
