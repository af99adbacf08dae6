import { createHash } from 'node:crypto';
import { bodyText, type Json } from '../bodies/json.js';
import { inventoryLevelBody } from '../bodies/small-bodies.js';
import type { Product } from '../catalogue/catalogue.js';
import { Chance } from '../chance/chance.js';
import { delivery, type Delivery } from '../deliveries/delivery.js';
import { apiVersionOf, type SimulatedTopic } from '../deliveries/topics.js';
import type { Customer } from '../orders/customer.js';
import { IdSequence } from '../shop/ids.js';
import type { ShopProfile } from '../shop/shop-profile.js';
import { TruthBook } from '../truth/truth-book.js';
import { TimeHeap } from './time-heap.js';

/** How Shopify's deliveries misbehave here, as probabilities and ranges in milliseconds. */
const USUAL_DELAY_MS = [150, 2_500] as const;
const LATE = { share: 0.02, ms: [600_000, 21_600_000] } as const;
const REPEATED = { share: 0.03, ms: [5_000, 14_400_000] } as const;
/** How a world is played otherwise than in days: its pauses so many times shorter, its numbers from elsewhere than one. */
export interface Pace {
  /** Divides pauses at the checkout and delays on the way. */
  readonly haste: number;
  /** Shoppers and orders are numbered after this. */
  readonly shoppersFrom: number;
  readonly ordersFrom: number;
}
const BY_DAYS: Pace = { haste: 1, shoppersFrom: 0, ordersFrom: 0 };

/** Stock every variant begins with, and the level at which as much is added again. */
const STOCK = 60;
const RESTOCK_BELOW = 6;

export interface Emission {
  /** Shared by all webhooks of one happening. */
  readonly eventId?: string;
  readonly orderId?: bigint;
  /** Extra delay on top of the usual, to let another webhook of the same event overtake. */
  readonly holdMs?: number;
}

/** The simulated shop's state: its clock, what is planned, what is on its way, its stock and its customers. */
export class World {
  now: number;
  readonly ids: IdSequence;
  readonly truth: TruthBook;
  readonly customers: Customer[] = [];
  /** What is in the catalogue now, and since when. */
  readonly products = new Map<Product, number>();
  readonly plans = new TimeHeap<() => void>();
  readonly onTheWay = new TimeHeap<Delivery>();
  private readonly transport: Chance;
  private shoppers: number;
  private orderNumbers: number;
  private readonly stock = new Map<bigint, number>();

  constructor(
    readonly chance: Chance,
    readonly shop: ShopProfile,
    readonly startAt: number,
    readonly endAt: number,
    seed: string,
    truth: TruthBook,
    private readonly pace: Pace = BY_DAYS,
  ) {
    this.now = startAt;
    this.ids = new IdSequence(seed);
    this.transport = chance.fork('transport');
    this.truth = truth;
    this.shoppers = pace.shoppersFrom;
    this.orderNumbers = pace.ordersFrom;
  }

  readonly nextId = (): bigint => this.ids.next();
  readonly nextShopperSerial = (): number => (this.shoppers += 1);
  readonly nextOrderNumber = (): number => (this.orderNumbers += 1);

  /** Plans something; what lies past the simulation's end never happens. */
  plan(at: number, happening: () => void): void {
    if (at < this.endAt) this.plans.push(Math.max(at, this.now), happening);
  }

  later(minMs: number, maxMs: number, happening: () => void): void {
    this.plan(this.now + this.chance.between(minMs, maxMs), happening);
  }

  /** A shopper's next step at the checkout. */
  step(minMs: number, maxMs: number, happening: () => void): void {
    const { haste } = this.pace;
    this.later(Math.ceil(minMs / haste), Math.ceil(maxMs / haste), happening);
  }

  /** Puts a webhook on its way: with jitter, sometimes late, sometimes twice. Its bytes are fixed now. */
  emit(topic: SimulatedTopic, body: Json, { eventId, orderId, holdMs = 0 }: Emission = {}): void {
    const bytes = Buffer.from(bodyText(body));
    const webhookId = this.transport.uuid();
    const delay = this.transport.between(...USUAL_DELAY_MS) + holdMs;
    const late = this.transport.happens(LATE.share) ? this.delay(LATE.ms) : 0;
    const parts = {
      topic,
      shop: this.shop.domain,
      webhookId,
      eventId: eventId ?? this.transport.uuid(),
      // Nine digits after the point, as Shopify's clock has.
      triggeredAt: `${new Date(this.now).toISOString().slice(0, -1)}${String(this.transport.between(0, 999_999)).padStart(6, '0')}Z`,
      apiVersion: apiVersionOf(topic),
      body: bytes,
    };
    const at = this.now + delay + late;
    this.onTheWay.push(at, delivery({ ...parts, at }));
    const sent = this.truth.sent({
      webhookId,
      topic,
      orderId: orderId?.toString() ?? null,
      bodySha256: createHash('sha256').update(bytes).digest('hex'),
      copies: 1,
    });
    if (this.transport.happens(REPEATED.share)) {
      const again = at + this.delay(REPEATED.ms);
      this.onTheWay.push(again, delivery({ ...parts, at: again }));
      sent.copies += 1;
    }
  }

  private delay([least, most]: readonly [number, number]): number {
    const { haste } = this.pace;
    return this.transport.between(Math.ceil(least / haste), Math.ceil(most / haste));
  }

  available(item: bigint): number {
    return this.stock.get(item) ?? STOCK;
  }

  /** Moves stock and tells the new level; a nearly empty shelf is refilled at once. */
  moveStock(item: bigint, by: number): void {
    const level = this.available(item) + by;
    const available = level < RESTOCK_BELOW ? level + STOCK : level;
    this.stock.set(item, available);
    this.emit('inventory_levels/update', inventoryLevelBody(item, available, this.now, this.shop));
  }
}
