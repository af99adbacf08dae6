import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { CustomerSnapshot } from './customer-snapshot.js';

@Event('vw.shop.customer.updated.v1', 'A customer changed in any way; the newest updatedAt wins.')
export class CustomerUpdated {
  @IsObjectOf(() => CustomerSnapshot) customer!: CustomerSnapshot;
}
