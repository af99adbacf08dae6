import { isShopifyId } from '../../app/order-ids';
import type { TaskView } from './tasks-search';

/** Shopify's id of the order that a task is about; undefined where none is known. A subject is a customer's id, else an order's. */
export function orderOfTask({ subject, context, input }: Pick<TaskView, 'subject' | 'context' | 'input'>) {
  const said = textOf(context['orderId']) ?? textOf(input['orderId']);
  if (said !== undefined) return said;
  const isCustomer = textOf(context['customerId']) === subject;
  return isShopifyId(subject) && !isCustomer ? subject : undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
