import { Injectable } from '@nestjs/common';
import { OrderBooked } from '@vividwalls/events';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';

/** What orders stand at in the books, for the revenue of either arm of a canary. The newest version of an order wins. */
@Injectable()
export class OrderStandings {
  @HandlesBatch([OrderBooked])
  async keep(tx: EntityManager, events: readonly EventEnvelope<OrderBooked>[]): Promise<void> {
    const newest = new Map<string, EventEnvelope<OrderBooked>>();
    for (const event of events) {
      const known = newest.get(event.data.order.orderId);
      if (!known || known.version < event.version) newest.set(event.data.order.orderId, event);
    }
    await tx.query(
      `INSERT INTO order_standings AS s (order_id, customer_id, currency, net_minor, placed_at, version)
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS o (order_id text, customer_id text, currency text, net_minor bigint, placed_at timestamptz, version bigint)
       ORDER BY order_id
       ON CONFLICT (order_id) DO UPDATE SET customer_id = excluded.customer_id, currency = excluded.currency,
         net_minor = excluded.net_minor, placed_at = excluded.placed_at, version = excluded.version
       WHERE s.version < excluded.version`,
      [JSON.stringify([...newest.values()].map(rowOf))],
    );
  }
}

/** A test order earns nothing, also when it turned out to be one only later. */
function rowOf({ version, data: { order } }: EventEnvelope<OrderBooked>) {
  return {
    ...{ order_id: order.orderId, customer_id: order.customerId ?? null, currency: order.currency },
    ...{ net_minor: order.test ? '0' : order.netRevenueMinor, placed_at: order.placedAt ?? null, version },
  };
}
