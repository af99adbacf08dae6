import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { TransactionSnapshot } from './transaction-snapshot.js';

@Event('vw.shop.order_transaction.created.v1', 'A payment transaction of an order took place.')
export class OrderTransactionCreated {
  @IsObjectOf(() => TransactionSnapshot) transaction!: TransactionSnapshot;
}
