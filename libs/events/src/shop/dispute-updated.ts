import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { DisputeSnapshot } from './dispute-snapshot.js';

@Event('vw.shop.dispute.updated.v1', 'A dispute moved: evidence sent, won, lost, accepted.')
export class DisputeUpdated {
  @IsObjectOf(() => DisputeSnapshot) dispute!: DisputeSnapshot;
}
