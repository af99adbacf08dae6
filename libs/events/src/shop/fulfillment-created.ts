import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { FulfillmentSnapshot } from './fulfillment-snapshot.js';

@Event('vw.shop.fulfillment.created.v1', 'Lines of an order were handed to a fulfilment service or carrier.')
export class FulfillmentCreated {
  @IsObjectOf(() => FulfillmentSnapshot) fulfillment!: FulfillmentSnapshot;
}
