import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { CheckoutSnapshot } from './checkout-snapshot.js';

@Event('vw.shop.checkout.created.v1', 'A shopper reached the checkout.')
export class CheckoutCreated {
  @IsObjectOf(() => CheckoutSnapshot) checkout!: CheckoutSnapshot;
}
