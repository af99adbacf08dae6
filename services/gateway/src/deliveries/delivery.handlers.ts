import { Inject, Injectable } from '@nestjs/common';
import { ShopifyDeliveryReceived } from '@vividwalls/events';
import { HandlesBatch, Outbox, type EventEnvelope, type NewEvent } from '@vividwalls/messaging';
import { CONFIG } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { GatewayConfig } from '../gateway.config.js';
import {
  parseTestOrderRules,
  translateDelivery,
  type TestOrderRules,
  type TranslatedFact,
} from '../translation/index.js';
import { insertDeliveries, type DeliveryRecord } from './delivery.queries.js';

/** Turns raw deliveries into facts of the shop, and notes of every delivery what became of it. */
@Injectable()
export class DeliveryHandlers {
  private readonly rules: TestOrderRules;

  constructor(
    private readonly outbox: Outbox,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    const { rules, faults } = parseTestOrderRules(config.VW_TEST_ORDER_RULES);
    if (faults.length > 0) throw new Error(`VW_TEST_ORDER_RULES is not sound:\n  ${faults.join('\n  ')}`);
    this.rules = rules;
  }

  @HandlesBatch([ShopifyDeliveryReceived])
  async translate(tx: EntityManager, deliveries: readonly EventEnvelope<ShopifyDeliveryReceived>[]): Promise<void> {
    const facts: NewEvent[] = [];
    const records: DeliveryRecord[] = [];
    for (const delivery of deliveries) {
      const translated = translateDelivery({ ...delivery.data, body: textOf(delivery.data) }, this.rules);
      facts.push(...translated.map((fact) => asEvent(fact, delivery)));
      records.push(recordOf(delivery, translated));
    }
    await this.outbox.append(tx, facts);
    await insertDeliveries(tx, records);
  }
}

/** Bytes that are no UTF-8 are read with replacement marks: one bad letter in a name must not lose a booking. */
function textOf({ body, encoding }: ShopifyDeliveryReceived): string {
  return encoding === 'utf8' ? body : Buffer.from(body, 'base64').toString('utf8');
}

function asEvent(fact: TranslatedFact, cause: EventEnvelope): NewEvent {
  const { eventClass, id, subject, time, version, test, data } = fact;
  return { event: eventClass, id, subject, time, version, test, data, cause };
}

function recordOf(delivery: EventEnvelope<ShopifyDeliveryReceived>, facts: readonly TranslatedFact[]): DeliveryRecord {
  const { shop, topic, deliveryId, apiVersion, receivedAt, bodyBytes } = delivery.data;
  const fault = facts.map(({ data }) => data as { reason?: unknown; message?: unknown }).find(isFault);
  return {
    eventId: delivery.id,
    shop,
    topic,
    deliveryId,
    apiVersion: apiVersion ?? null,
    receivedAt,
    bodyBytes,
    status: fault ? 'untranslatable' : 'translated',
    reason: fault ? String(fault.reason) : null,
    message: fault ? String(fault.message) : null,
    facts: facts.length,
  };
}

/** Only the fact that says a delivery could not be translated has a reason and a message. */
const isFault = (data: { reason?: unknown; message?: unknown }) =>
  typeof data.reason === 'string' && typeof data.message === 'string';
