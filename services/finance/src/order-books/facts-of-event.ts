import type {
  DisputeOpened,
  DisputeUpdated,
  OrderCancelled,
  OrderCreated,
  OrderFulfilled,
  OrderPaid,
  OrderTransactionCreated,
  OrderUpdated,
  RefundCreated,
} from '@vividwalls/events';
import { Permanent } from '@vividwalls/messaging';
import { factsOfDispute } from './facts-of-dispute.js';
import { factsOfOrder, type Marks } from './facts-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { factsOfTransaction } from './facts-of-transaction.js';
import type { OrderState } from './order-state.js';

/** Payload of any event that says something about an order's money. */
export type OrderEvent =
  | OrderCreated
  | OrderPaid
  | OrderUpdated
  | OrderCancelled
  | OrderFulfilled
  | RefundCreated
  | OrderTransactionCreated
  | DisputeOpened
  | DisputeUpdated;

/** What one event tells. Which kind of snapshot it carries decides, not its type. */
export function factsOfEvent(data: OrderEvent, marks: Marks): OrderState {
  if ('order' in data) return factsOfOrder(data.order, marks);
  if ('refund' in data) return factsOfRefund(data.refund, marks.test);
  if ('dispute' in data) return factsOfDispute(data.dispute, marks.test);
  return factsOfTransaction(data.transaction, marks.test);
}

/** The order that an event is about. Throws {@link Permanent} for a dispute that names none: a person must find it. */
export function orderIdOf(data: OrderEvent): string {
  if ('order' in data) return data.order.orderId;
  if ('dispute' in data) {
    if (data.dispute.orderId !== undefined) return data.dispute.orderId;
    throw new Permanent(`dispute ${data.dispute.disputeId} names no order`);
  }
  return 'refund' in data ? data.refund.orderId : data.transaction.orderId;
}
