import type {
  OrderCancelled,
  OrderCreated,
  OrderFulfilled,
  OrderPaid,
  OrderTransactionCreated,
  OrderUpdated,
  RefundCreated,
} from '@vividwalls/events';
import { factsOfOrder, type Marks } from './facts-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { factsOfTransaction } from './facts-of-transaction.js';
import type { OrderState } from './order-state.js';

/** Payload of any event that says something about an order's money. */
export type OrderEvent =
  OrderCreated | OrderPaid | OrderUpdated | OrderCancelled | OrderFulfilled | RefundCreated | OrderTransactionCreated;

/** What one event tells. Which kind of snapshot it carries decides, not its type. */
export function factsOfEvent(data: OrderEvent, marks: Marks): OrderState {
  if ('order' in data) return factsOfOrder(data.order, marks);
  if ('refund' in data) return factsOfRefund(data.refund, marks.test);
  return factsOfTransaction(data.transaction, marks.test);
}

/** The order that an event is about. */
export function orderIdOf(data: OrderEvent): string {
  if ('order' in data) return data.order.orderId;
  return 'refund' in data ? data.refund.orderId : data.transaction.orderId;
}
