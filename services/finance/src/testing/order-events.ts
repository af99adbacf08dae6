import {
  eventOf,
  OrderTransactionCreated,
  OrderUpdated,
  RefundCreated,
  type EventClass,
  type OrderSnapshot,
  type RefundSnapshot,
  type TransactionSnapshot,
} from '@vividwalls/events';
import { v7 as uuidv7 } from 'uuid';
import type { OrderEvent } from '../order-books/facts-of-event.js';
import type { OrderEnvelope } from '../order-books/learned-from.js';

/** Events as they come off the SHOP stream. */
export function orderEvent(order: OrderSnapshot, test = false): OrderEnvelope {
  return envelope(OrderUpdated, order.orderId, { order }, order.updatedAt, test);
}

export function refundEvent(refund: RefundSnapshot, test = false): OrderEnvelope {
  return envelope(RefundCreated, refund.orderId, { refund }, refund.createdAt, test);
}

export function transactionEvent(transaction: TransactionSnapshot): OrderEnvelope {
  return envelope(OrderTransactionCreated, transaction.orderId, { transaction }, transaction.createdAt, false);
}

function envelope(event: EventClass, subject: string, data: OrderEvent, time: string, test: boolean): OrderEnvelope {
  const id = uuidv7();
  return {
    specversion: '1.0',
    ...{ id, source: 'vividwalls/gateway', type: eventOf(event).type, subject, time, version: 0 },
    ...{ correlationid: id, causationid: id, actor: 'shopify:vividwalls.myshopify.com', test },
    ...{ shop: 'vividwalls.myshopify.com', datacontenttype: 'application/json', data },
  };
}
