import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { CustomerSnapshot } from './customer-snapshot.js';

@Event('vw.shop.customer.created.v1', 'A customer appeared in the shop.')
export class CustomerCreated {
  @IsObjectOf(() => CustomerSnapshot) customer!: CustomerSnapshot;
}
