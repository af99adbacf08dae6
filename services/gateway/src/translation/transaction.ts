import {
  OrderTransactionCreated,
  TRANSACTION_KINDS,
  TRANSACTION_STATUSES,
  type TransactionSnapshot,
} from '@vividwalls/events';
import { bareAmount, currencyOf, minorText, requiredAmount, setCurrency } from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { flagOf, idOf, instantIn, optionalObject, ownId, textOf, wordOf } from './fields.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

/** What the surroundings of a transaction tell when its own body does not. */
export interface TransactionSurroundings {
  readonly orderId?: string | undefined;
  readonly currency?: string | undefined;
  /** ISO 8601 */
  readonly createdAt: string;
}

/** `order_transactions/create` */
export function translateTransaction(
  body: ExactObject,
  context: TranslationContext,
): FactDraft<OrderTransactionCreated> {
  const transaction = transactionSnapshot(body, '', { createdAt: context.sentAt });
  return {
    eventClass: OrderTransactionCreated,
    subject: transaction.orderId,
    occurredAt: transaction.processedAt ?? transaction.createdAt,
    updatedAt: transaction.processedAt ?? transaction.createdAt,
    data: { transaction },
  };
}

/** A transaction, alone or inside a refund. Its currency may be the shopper's: `amount` and `currency` go together. */
export function transactionSnapshot(
  body: ExactObject,
  pointer: string,
  around: TransactionSurroundings,
): TransactionSnapshot {
  const orderId = idOf(body, 'order_id') ?? around.orderId;
  if (orderId === undefined) throw new UnexpectedShape(`${pointer}/order_id`, 'is missing or no id');
  // Shopify's test bodies have a null currency beside an unsettled amount that names it.
  const unsettled = optionalObject(body, 'total_unsettled_set');
  const currency = currencyOf(body, 'currency') ?? setCurrency(unsettled, 'presentment_money') ?? around.currency;
  if (currency === undefined) throw new UnexpectedShape(`${pointer}/currency`, 'is missing or no currency');
  const amount = requiredAmount(bareAmount(body, 'amount', currency, pointer), `${pointer}/amount`);
  return {
    transactionId: ownId(body, pointer),
    orderId,
    parentId: idOf(body, 'parent_id'),
    kind: wordOf(body, 'kind', TRANSACTION_KINDS, 'other'),
    status: wordOf(body, 'status', TRANSACTION_STATUSES, 'other'),
    gateway: textOf(body, 'gateway') ?? 'unknown',
    amountMinor: minorText(amount),
    currency,
    gatewayTest: flagOf(body, 'test'),
    createdAt: instantIn(body, 'created_at') ?? instantIn(body, 'processed_at') ?? around.createdAt,
    processedAt: instantIn(body, 'processed_at'),
  };
}
