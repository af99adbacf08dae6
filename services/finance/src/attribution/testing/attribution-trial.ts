import {
  catalogue,
  CheckoutCreated,
  ENVELOPE_EXTENSIONS,
  eventOf,
  InteractionRecorded,
  type CheckoutSnapshot,
} from '@vividwalls/events';
import type { ModelName } from '@vividwalls/attribution';
import { Outbox, UnitOfWork, type EventEnvelope, type OutboxRelay } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { v7 as uuidv7 } from 'uuid';
import { FinanceConfig } from '../../finance.config.js';
import { orderIdOf } from '../../order-books/facts-of-event.js';
import { newsOf, type OrderEnvelope } from '../../order-books/learned-from.js';
import { OrderBookkeeping } from '../../order-books/order-bookkeeping.service.js';
import type { OrderRevenue } from '../../order-books/order-revenue.js';
import { RuleBook } from '../../order-books/rule-book.js';
import { createFinanceDatabase, RECORDED_AT, type FinanceDatabase } from '../../testing/finance-database.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { AttributionRules } from '../credits/attribution-rules.js';
import { Attribution } from '../attribution.service.js';
import { FittedModels } from '../models/fitted-models.js';
import { LateTouches } from '../late/late-touches.service.js';
import { TouchHandlers } from '../touches/touch.handlers.js';

export const SHOP = 'vividwalls.myshopify.com';

class SetClock extends Clock {
  constructor(public at: Date) {
    super();
  }
  now(): Date {
    return this.at;
  }
}

const LOG = { trace() {}, debug() {}, info() {}, warn() {}, error() {} } as never;

/** Attribution on a database of its own, each part as the service wires it, the clock in a spec's hand. */
export class AttributionTrial {
  private constructor(
    readonly database: FinanceDatabase,
    readonly clock: SetClock,
    readonly attribution: Attribution,
    readonly late: LateTouches,
    readonly handlers: TouchHandlers,
    readonly bookkeeping: OrderBookkeeping,
  ) {}

  static async begin(name: string, model: ModelName = 'linear'): Promise<AttributionTrial> {
    const database = await createFinanceDatabase(name);
    const clock = new SetClock(RECORDED_AT);
    const now = () => clock.now();
    const outbox = new Outbox({ source: 'vividwalls/finance', catalogue, extensions: ENVELOPE_EXTENSIONS, now });
    const [calendar, models] = [new ShopCalendar('UTC'), new FittedModels()];
    const attribution = new Attribution(outbox, clock, calendar, new AttributionRules(model, 30, 30), models);
    const unitOfWork = new UnitOfWork(database.dataSource, { wake: () => undefined } as OutboxRelay);
    const late = new LateTouches(database.dataSource, unitOfWork, clock, attribution, models, LOG);
    const rules = new RuleBook(new FinanceConfig(), calendar);
    const bookkeeping = new OrderBookkeeping(outbox, clock, calendar, rules, attribution);
    const handlers = new TouchHandlers(clock, late);
    return new AttributionTrial(database, clock, attribution, late, handlers, bookkeeping);
  }

  get dataSource() {
    return this.database.dataSource;
  }

  /** Books events as one batch; late touches are left to `late.settle()`. */
  async book(...events: OrderEnvelope[]): Promise<void> {
    const news = events.map((event) => newsOf(orderIdOf(event.data), event));
    await this.dataSource.transaction((tx) => this.bookkeeping.book(tx, news));
  }

  /** As bookkeeping hands it on. */
  async follow(...revenues: OrderRevenue[]): Promise<void> {
    await this.dataSource.transaction((tx) => this.attribution.follow(tx, revenues));
  }

  async interact(...events: EventEnvelope<InteractionRecorded>[]): Promise<void> {
    await this.dataSource.transaction((tx) => this.handlers.interactions(tx, events));
  }

  async checkOut(...events: EventEnvelope<CheckoutCreated>[]): Promise<void> {
    await this.dataSource.transaction((tx) => this.handlers.checkouts(tx, events));
  }

  /** Credits of an order by agent or channel in each book, sums of all sets, zeros left out: `real instagram-agent`. */
  async credits(orderId: string): Promise<Record<string, number>> {
    const rows = await this.dataSource.query<{ who: string; amount: string }[]>(
      `SELECT book || ' ' || coalesce(agent_id, channel) AS who, sum(amount_minor) AS amount FROM attribution_credits
       WHERE order_id = $1 GROUP BY 1 HAVING sum(amount_minor) <> 0 ORDER BY 1`,
      [orderId],
    );
    return Object.fromEntries(rows.map(({ who, amount }) => [who, Number(amount)]));
  }

  /** Every credit there is, by order, book and touch. */
  async allCredits(): Promise<unknown[]> {
    return this.dataSource.query(
      `SELECT order_id, book, touch_id, agent_id, channel, sum(amount_minor) AS amount FROM attribution_credits
       GROUP BY 1, 2, 3, 4, 5 HAVING sum(amount_minor) <> 0 ORDER BY 1, 2, 3`,
    );
  }

  /** Every daily line that is not zero. */
  async allDays(): Promise<unknown[]> {
    return this.dataSource.query(
      `SELECT book, model, day::text, currency, agent_id, persona_id, department, channel, campaign, amount_minor, order_parts
       FROM attribution_days WHERE amount_minor <> 0 OR order_parts <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    );
  }

  drop(): Promise<void> {
    return this.database.drop();
  }
}

/** An agent's touch of customer 7, direct, by chat, a day before the order of `revenue`. */
export function interaction(
  fields: Partial<InteractionRecorded> = {},
  test = false,
): EventEnvelope<InteractionRecorded> {
  const data: InteractionRecorded = {
    ...{ agentId: 'live-chat-agent', channel: 'chat', kind: 'direct', customerId: '7' },
    ...{ occurredAt: '2026-11-09T12:00:00.000Z', ...fields },
  };
  return envelope(InteractionRecorded, data.customerId ?? data.agentId, data, data.occurredAt, test);
}

/** A checkout of nobody known under token `T`, an hour before the order of `revenue`. */
export function checkout(fields: Partial<CheckoutSnapshot> = {}, test = false): EventEnvelope<CheckoutCreated> {
  const zero = { linesMinor: '0', discountsMinor: '0', subtotalMinor: '0', shippingMinor: '0', taxMinor: '0' };
  const snapshot: CheckoutSnapshot = {
    ...{ checkoutId: 'c1', token: 'T', currency: 'USD', lines: [], discountCodes: [], acceptsMarketing: false },
    totals: { ...zero, totalMinor: '0' },
    origin: { utm: {}, noteAttributes: [] },
    ...{ createdAt: '2026-11-10T11:00:00.000Z', updatedAt: '2026-11-10T11:00:00.000Z', ...fields },
  };
  return envelope(CheckoutCreated, snapshot.checkoutId, { checkout: snapshot }, snapshot.updatedAt, test);
}

/** 100.00 USD earned by order 1001 of customer 7, placed on 10 November 2026. */
export function revenue(fields: Partial<OrderRevenue> = {}): OrderRevenue {
  const id = uuidv7();
  return {
    ...{ orderId: '1001', shop: SHOP, book: 'real', currency: 'USD', netRevenueMinor: 10_000n },
    ...{ placedAt: '2026-11-10T12:00:00.000Z', time: '2026-11-10T12:00:00.000Z' },
    identity: { customerId: '7', sessionIds: [] },
    origin: { utm: {}, discountCodes: [] },
    because: { eventId: id, correlationId: id, actor: `shopify:${SHOP}` },
    ...fields,
  };
}

function envelope<T extends object>(
  event: new () => T,
  subject: string,
  data: T,
  time: string,
  test: boolean,
): EventEnvelope<T> {
  const id = uuidv7();
  return {
    specversion: '1.0',
    ...{ id, source: 'vividwalls/gateway', type: eventOf(event).type, subject, time, version: 0 },
    ...{ correlationid: id, causationid: id, actor: `shopify:${SHOP}`, test, shop: SHOP },
    ...{ datacontenttype: 'application/json', data },
  };
}
