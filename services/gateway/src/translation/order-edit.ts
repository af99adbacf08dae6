import { LIST_LIMITS, OrderEdited, type OrderLineDelta } from '@vividwalls/events';
import { withoutContacts } from './bounded-text.js';
import type { ExactJson, ExactObject } from './exact-json.js';
import {
  flagOf,
  idOf,
  instantIn,
  listOf,
  objectOf,
  optionalObject,
  ownId,
  requiredId,
  textOf,
  wholeOf,
} from './fields.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

/** `orders/edited`: a body of its own, `order_edit`, with the changes instead of the order. */
export function translateOrderEdited(body: ExactObject, context: TranslationContext): FactDraft<OrderEdited> {
  const at = '/order_edit';
  const edit = objectOf(body['order_edit'], at);
  const orderId = requiredId(edit, 'order_id', at);
  const committedAt = instantIn(edit, 'committed_at') ?? instantIn(edit, 'created_at') ?? context.sentAt;
  const lines = optionalObject(edit, 'line_items') ?? {};
  const staffNote = textOf(edit, 'staff_note', 2_000);
  const data: OrderEdited = {
    editId: ownId(edit, at),
    orderId,
    committedAt,
    addedLines: deltas(lines, 'additions', `${at}/line_items`),
    removedLines: deltas(lines, 'removals', `${at}/line_items`),
    shippingChanged: hasEntries(edit['shipping_lines']),
    discountsChanged: hasEntries(edit['discounts']),
    notifyCustomer: flagOf(edit, 'notify_customer'),
    staffNote: staffNote && withoutContacts(staffNote),
    staffUserId: idOf(edit, 'user_id'),
    appId: idOf(edit, 'app_id'),
  };
  return { eventClass: OrderEdited, subject: orderId, occurredAt: committedAt, updatedAt: committedAt, data };
}

function deltas(lines: ExactObject, key: string, pointer: string): OrderLineDelta[] {
  return listOf(lines, key, LIST_LIMITS.lines, pointer).map((line, i) => {
    const delta = wholeOf(line, 'delta') ?? wholeOf(line, 'quantity');
    if (delta === undefined) throw new UnexpectedShape(`${pointer}/${key}/${i}/delta`, 'is not a count');
    return { lineId: ownId(line, `${pointer}/${key}/${i}`), delta: Math.abs(delta) };
  });
}

/** Whether there is an entry in any list of the value: additions and removals, one or two levels down. */
function hasEntries(value: ExactJson | undefined, depth = 0): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value === null || typeof value !== 'object' || depth > 2) return false;
  return Object.values(value as ExactObject).some((inner) => hasEntries(inner, depth + 1));
}
