import {
  DISPUTE_KINDS,
  DISPUTE_STATUSES,
  DisputeOpened,
  DisputeUpdated,
  type DisputeSnapshot,
} from '@vividwalls/events';
import { bareAmount, currencyOf, minorText, requiredAmount } from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { idOf, instantIn, ownId, textOf, wordOf } from './fields.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

/** `disputes/create` */
export function translateDisputeOpened(body: ExactObject, context: TranslationContext): FactDraft<DisputeOpened> {
  const dispute = disputeSnapshot(body, context);
  const subject = dispute.orderId ?? dispute.disputeId;
  return { eventClass: DisputeOpened, subject, occurredAt: dispute.initiatedAt, data: { dispute } };
}

/** `disputes/update`: the body says when it began, not when it changed; when Shopify sent it stands in. */
export function translateDisputeUpdated(body: ExactObject, context: TranslationContext): FactDraft<DisputeUpdated> {
  const dispute = disputeSnapshot(body, context);
  return { eventClass: DisputeUpdated, subject: dispute.orderId ?? dispute.disputeId, data: { dispute } };
}

function disputeSnapshot(body: ExactObject, context: TranslationContext): DisputeSnapshot {
  const currency = currencyOf(body, 'currency');
  if (currency === undefined) throw new UnexpectedShape('/currency', 'is missing or no currency');
  return {
    disputeId: ownId(body, ''),
    orderId: idOf(body, 'order_id'),
    kind: wordOf(body, 'type', DISPUTE_KINDS, 'other'),
    status: wordOf(body, 'status', DISPUTE_STATUSES, 'other'),
    reason: textOf(body, 'reason') ?? 'unknown',
    networkReasonCode: textOf(body, 'network_reason_code', 64),
    amountMinor: minorText(requiredAmount(bareAmount(body, 'amount', currency, ''), '/amount')),
    currency,
    initiatedAt: instantIn(body, 'initiated_at') ?? context.sentAt,
    evidenceDueBy: instantIn(body, 'evidence_due_by'),
    evidenceSentOn: instantIn(body, 'evidence_sent_on'),
    finalizedOn: instantIn(body, 'finalized_on'),
  };
}
