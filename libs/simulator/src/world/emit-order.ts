import { customerBody } from '../bodies/customer-body.js';
import { orderBody } from '../bodies/order-body.js';
import { transactionBody } from '../bodies/transaction-body.js';
import type { SimulatedTopic } from '../deliveries/topics.js';
import { orderTotals } from '../orders/order-totals.js';
import type { Customer } from '../orders/customer.js';
import type { Order, Transaction } from '../orders/order.js';
import type { World } from './world.js';

/** One payment as the shop sees it. */
export function addTransaction(
  world: World,
  order: Order,
  one: Pick<Transaction, 'kind' | 'status' | 'amount' | 'parentId'>,
): Transaction {
  const transaction: Transaction = {
    ...one,
    id: world.nextId(),
    gateway: order.gateway,
    at: world.now,
    paymentId: `${order.confirmation.toLowerCase()}.${order.transactions.length + 1}`,
  };
  order.transactions.push(transaction);
  return transaction;
}

/** Tells the world what happened to an order: the given topics, one shared event, and the customer's new sums. */
export function announce(
  world: World,
  order: Order,
  topics: readonly (SimulatedTopic | { topic: SimulatedTopic; holdMs: number })[],
  transactions: readonly Transaction[] = [],
): void {
  order.updatedAt = world.now;
  world.truth.changed(order);
  const eventId = world.chance.uuid();
  const body = orderBody(order);
  for (const entry of topics) {
    const { topic, holdMs } = typeof entry === 'string' ? { topic: entry, holdMs: 0 } : entry;
    world.emit(topic, body, { eventId, orderId: order.id, holdMs });
  }
  for (const one of transactions)
    world.emit('order_transactions/create', transactionBody(one, order), { orderId: order.id });
  if (order.customer) refreshCustomer(world, order.customer);
}

/** A customer's count and spending are told when they changed; one who was redacted is no longer talked about. */
function refreshCustomer(world: World, customer: Customer): void {
  const spent = customer.placed.reduce((sum, one) => {
    const { paid, refunded } = orderTotals(one);
    return sum + paid.shop - refunded.shop;
  }, 0n);
  if (customer.redacted || (customer.spentMinor === spent && spent > 0n)) return;
  customer.spentMinor = spent;
  customer.updatedAt = world.now;
  world.emit('customers/update', customerBody(customer));
}
