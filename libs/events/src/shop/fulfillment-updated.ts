import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { FulfillmentSnapshot } from './fulfillment-snapshot.js';

@Event(
  'vw.shop.fulfillment.updated.v1',
  'A fulfilment changed: tracking, status, cancellation; the newest updatedAt wins.',
)
export class FulfillmentUpdated {
  @IsObjectOf(() => FulfillmentSnapshot) fulfillment!: FulfillmentSnapshot;
}
