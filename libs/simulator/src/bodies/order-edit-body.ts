import type { Order, OrderLine } from '../orders/order.js';
import { shopTime } from '../shop/shop-time.js';
import { idNumber, type Json } from './json.js';

export interface OrderEdit {
  readonly id: bigint;
  readonly at: number;
  readonly note: string;
  readonly additions: readonly { readonly line: OrderLine; readonly delta: number }[];
  readonly removals: readonly { readonly line: OrderLine; readonly delta: number }[];
}

/** `orders/edited`: tells what changed, not the order. */
export function orderEditBody(edit: OrderEdit, order: Order): Json {
  const deltas = (list: OrderEdit['additions']): Json =>
    list.map(({ line, delta }) => ({ id: idNumber(line.id), delta }));
  return {
    order_edit: {
      id: idNumber(edit.id),
      app_id: null,
      created_at: shopTime(edit.at),
      notify_customer: true,
      order_id: idNumber(order.id),
      staff_note: edit.note,
      user_id: null,
      line_items: { additions: deltas(edit.additions), removals: deltas(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
