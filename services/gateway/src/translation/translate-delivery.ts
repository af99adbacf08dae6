import { DeliveryUntranslatable, eventOf, type UntranslatableReason } from '@vividwalls/events';
import { hash } from 'node:crypto';
import { deliveryEventId } from '../shopify/delivery-identity.js';
import { namedUuid } from '../shopify/named-uuid.js';
import { boundedText } from './bounded-text.js';
import { parseExactJson, type ExactJson } from './exact-json.js';
import { objectOf } from './fields.js';
import { instantOf } from './instant.js';
import type { TestOrderRules } from './test-order-rules.js';
import { API_VERSIONS, TRANSLATORS } from './topics.js';
import type { FactDraft, ShopifyDelivery, TranslatedFact } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

export type { ShopifyDelivery, TranslatedFact } from './translated-fact.js';

/**
 * The facts a delivery tells: one, as Shopify's topics are now. Never throws and never returns nothing: what can't be
 * translated becomes a `DeliveryUntranslatable` that says why, so that it is seen.
 *
 * Pure: the same delivery and rules always give the same facts with the same ids.
 */
export function translateDelivery(delivery: ShopifyDelivery, rules: TestOrderRules): TranslatedFact[] {
  const sentAt = instantOf(delivery.triggeredAt) ?? instantOf(delivery.receivedAt) ?? EPOCH;
  const topic = delivery.topic.trim().toLowerCase();
  const translate = TRANSLATORS.get(topic);
  if (!translate) return [untranslatable(delivery, sentAt, 'unknown_topic', 'no translator for this topic')];

  let body: ExactJson;
  try {
    body = parseExactJson(textOfBody(delivery));
  } catch (error) {
    return [untranslatable(delivery, sentAt, 'unparsable_body', (error as Error).message)];
  }
  try {
    const draft = translate(objectOf(body, ''), { shop: delivery.shop, rules, sentAt });
    return [fact(delivery, sentAt, draft, apiVersionNotes(delivery.apiVersion))];
  } catch (error) {
    // A fault of ours is shown with the delivery like a fault of the body: the delivery is kept, others go on.
    const message = error instanceof UnexpectedShape ? error.message : `translator failed: ${(error as Error).name}`;
    return [untranslatable(delivery, sentAt, 'unexpected_shape', message)];
  }
}

/** Bytes that are no UTF-8 are kept as base64; read with replacement characters they are usually still an order. */
function textOfBody({ body, encoding }: ShopifyDelivery): string {
  return encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** For a delivery that has no usable time at all, which the door does not let in. */
const EPOCH = '1970-01-01T00:00:00.000Z';

function fact<T extends object>(
  delivery: ShopifyDelivery,
  sentAt: string,
  draft: FactDraft<T>,
  notes: readonly string[],
): TranslatedFact<T> {
  const { eventClass, subject, data, testBecause } = draft;
  // There is one fact per delivery; its index is in the id for the day there are two of a type.
  const name = `0:${eventOf(eventClass).type}`;
  return {
    eventClass,
    id: namedUuid(deliveryEventId(delivery.shop, delivery.deliveryId), name),
    subject,
    time: draft.occurredAt ?? sentAt,
    version: versionOf(draft.updatedAt, delivery.triggeredAt) ?? Date.parse(sentAt),
    test: testBecause !== undefined,
    data,
    notes: testBecause === undefined ? notes : [...notes, `test: ${testBecause}`],
  };
}

/**
 * The body's `updated_at` in ms. Shopify rounds it to whole seconds, in which several changes may fall; their order within
 * the second is taken from when each was triggered, and never carries into the next second. Undefined without a time.
 */
function versionOf(updatedAt: string | undefined, triggeredAt: string | undefined): number | undefined {
  if (updatedAt === undefined) return undefined;
  const updated = Math.max(0, Date.parse(updatedAt));
  const triggered = instantOf(triggeredAt);
  if (triggered === undefined || updated % 1_000 !== 0) return updated;
  return updated + Math.min(999, Math.max(0, Date.parse(triggered) - updated));
}

function apiVersionNotes(apiVersion: string | undefined): string[] {
  if (apiVersion === undefined || API_VERSIONS.includes(apiVersion)) return [];
  return [
    `API version ${boundedText(apiVersion, 32)} is not one of ${API_VERSIONS.join(', ')}; translated as if it were`,
  ];
}

function untranslatable(
  delivery: ShopifyDelivery,
  sentAt: string,
  reason: UntranslatableReason,
  message: string,
): TranslatedFact<DeliveryUntranslatable> {
  const data: DeliveryUntranslatable = {
    shop: boundedText(delivery.shop, 255),
    topic: boundedText(delivery.topic, 255),
    deliveryId: boundedText(delivery.deliveryId, 255),
    apiVersion: delivery.apiVersion === undefined ? undefined : boundedText(delivery.apiVersion, 32),
    reason,
    message: boundedText(message, 1_000),
    bodySha256: delivery.bodySha256 ?? hash('sha256', delivery.body, 'hex'),
    receivedAt: instantOf(delivery.receivedAt) ?? sentAt,
  };
  return fact(delivery, sentAt, { eventClass: DeliveryUntranslatable, subject: data.deliveryId, data }, []);
}
