import type { EventClass } from '@vividwalls/events';
import type { ExactObject } from './exact-json.js';
import type { TestOrderRules } from './test-order-rules.js';

/** A raw delivery as the gateway received and kept it. */
export interface ShopifyDelivery {
  readonly shop: string;
  /** `orders/paid` */
  readonly topic: string;
  readonly deliveryId: string;
  readonly apiVersion?: string;
  /** `X-Shopify-Triggered-At` */
  readonly triggeredAt?: string;
  /** ISO 8601 */
  readonly receivedAt: string;
  readonly body: string;
  /** How the body's bytes became text; `utf8` when absent. */
  readonly encoding?: 'utf8' | 'base64';
  /** SHA-256 (hex) of the raw bytes where already known, else it is taken of the body's UTF-8. */
  readonly bodySha256?: string;
}

/** A fact ready to be published: everything of its envelope that the delivery decides. */
export interface TranslatedFact<T extends object = object> {
  readonly eventClass: EventClass<T>;
  /** UUIDv5 of the delivery's event id, the fact's index and its type: a second delivery is the same fact. */
  readonly id: string;
  /** The aggregate: what belongs to an order (refunds, transactions, fulfilments, edits, disputes) has the order's id. */
  readonly subject: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly time: string;
  /** Newer wins among facts of one type about one thing; ms since 1970. */
  readonly version: number;
  /** A test or owner order's. Bodies that only name their order by id are false here: the order's own mark counts. */
  readonly test: boolean;
  readonly data: T;
  /** What a person looking at the fact should know about its translation. */
  readonly notes: readonly string[];
}

/** What a translator of one topic makes of a body; the rest of the envelope is the same for all of them. */
export interface FactDraft<T extends object = object> {
  readonly eventClass: EventClass<T>;
  readonly subject: string;
  /** When it happened, where the body tells. */
  readonly occurredAt?: string | undefined;
  /** What orders it against others, where the body tells; else when Shopify sent it. */
  readonly updatedAt?: string | undefined;
  /** The rule that marks it as a test's, or undefined. */
  readonly testBecause?: string | undefined;
  readonly data: T;
}

/** What a translator may look at beside the body. */
export interface TranslationContext {
  readonly shop: string;
  readonly rules: TestOrderRules;
  /** When Shopify sent it, else when it was received; stands in for times the body lacks. */
  readonly sentAt: string;
}

export type Translator = (body: ExactObject, context: TranslationContext) => FactDraft;
