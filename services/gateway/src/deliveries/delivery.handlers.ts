import { Inject, Injectable } from '@nestjs/common';
import { DeliveryUntranslatable, ShopifyDeliveryReceived } from '@vividwalls/events';
import { HandlesBatch, Outbox, Turn, type EventEnvelope, type NewEvent } from '@vividwalls/messaging';
import { CONFIG } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { GatewayConfig } from '../gateway.config.js';
import { doorFirst } from '../intake/door-first.js';
import { Intake } from '../intake/intake.js';
import {
  readTestOrderRules,
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
    private readonly intake: Intake,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.rules = readTestOrderRules(config.VW_TEST_ORDER_RULES);
  }

  @HandlesBatch([ShopifyDeliveryReceived])
  async translate(tx: EntityManager, deliveries: readonly EventEnvelope<ShopifyDeliveryReceived>[]): Promise<void> {
    const facts: NewEvent[] = [];
    const records: DeliveryRecord[] = [];
    const turn = new Turn();
    for (const delivery of deliveries) {
      if (turn.isOver) await doorFirst(turn, this.intake);
      const translated = translateDelivery(delivery.data, this.rules);
      facts.push(...translated.map((fact) => asEvent(fact, delivery)));
      records.push(recordOf(delivery, translated));
    }
    await this.outbox.append(tx, facts);
    await insertDeliveries(tx, records);
  }
}

function asEvent(fact: TranslatedFact, cause: EventEnvelope<ShopifyDeliveryReceived>): NewEvent {
  const { eventClass, id, subject, time, version, test, data } = fact;
  const { receivedAt } = cause.data;
  return { event: eventClass, id, subject, time, version, test, data, cause, receivedat: receivedAt };
}

function recordOf(delivery: EventEnvelope<ShopifyDeliveryReceived>, facts: readonly TranslatedFact[]): DeliveryRecord {
  const { shop, topic, deliveryId, apiVersion, receivedAt, bodyBytes } = delivery.data;
  const untranslatable = facts.find(({ eventClass }) => eventClass === DeliveryUntranslatable);
  const fault = untranslatable?.data as DeliveryUntranslatable | undefined;
  return {
    eventId: delivery.id,
    shop,
    topic,
    deliveryId,
    apiVersion: apiVersion ?? null,
    receivedAt,
    bodyBytes,
    status: fault ? 'untranslatable' : 'translated',
    reason: fault?.reason ?? null,
    message: fault?.message ?? null,
    facts: facts.length,
    notes: [...new Set(facts.flatMap(({ notes }) => notes))],
  };
}
