import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { RefundSnapshot } from './refund-snapshot.js';

@Event('vw.shop.refund.created.v1', 'Money was returned, or lines were removed, from an order.')
export class RefundCreated {
  @IsObjectOf(() => RefundSnapshot) refund!: RefundSnapshot;
}
