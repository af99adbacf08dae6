import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { CheckoutSnapshot } from './checkout-snapshot.js';

@Event('vw.shop.checkout.updated.v1', 'A checkout changed, was abandoned or completed; the newest updatedAt wins.')
export class CheckoutUpdated {
  @IsObjectOf(() => CheckoutSnapshot) checkout!: CheckoutSnapshot;
}
