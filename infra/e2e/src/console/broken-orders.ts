import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import type { RecordedEvent } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import type { System } from '../system.js';

const SUBJECT = 'vw.shop.order.paid';
const SOON = { timeoutMs: 30_000, intervalMs: 200 };

interface OrderData {
  readonly order: { readonly orderId: string; readonly currency: string };
}

/** Paid orders that finance can't book. */
export interface BrokenOrders {
  /** Puts one whose currency is none into its stream, as the broker's administrator; with more data than it should have. */
  publish(orderId: string, more?: object): Promise<void>;
  /** The id of finance's open letter about it, once there is one. */
  letterOf(orderId: string): Promise<string>;
  /** The event's data with a currency of one's own, as a person writes it into the editor. */
  dataOf(orderId: string, currency: string): string;
}

/** Made of the newest paid order that is on record. */
export async function brokenOrders(system: System): Promise<BrokenOrders> {
  const { items } = await system.get<{ items: RecordedEvent[] }>(`/api/audit/events?type=${SUBJECT}.v1&limit=1`);
  const paid = items[0]!.data as OrderData;
  const stream = jetstream(await system.nats());
  const dataOf = (orderId: string, currency: string): OrderData => ({
    ...paid,
    order: { ...paid.order, orderId, currency },
  });
  return {
    dataOf: (orderId, currency) => JSON.stringify(dataOf(orderId, currency)),
    async publish(orderId, more = {}) {
      const [id, time] = [randomUUID(), new Date().toISOString()];
      const envelope = {
        ...{ specversion: '1.0', id, source: 'vividwalls/gateway', type: `${SUBJECT}.v1`, subject: orderId, time },
        ...{ version: Date.now(), correlationid: id, causationid: id, actor: 'system', test: false, shop: 'spec' },
        ...{ datacontenttype: 'application/json' },
        data: { ...dataOf(orderId, 'dollars'), ...more },
      };
      await stream.publish(SUBJECT, JSON.stringify(envelope), { msgID: id });
    },
    letterOf: (orderId) =>
      eventually(async () => {
        const query = `consumer=finance&state=open&text=${orderId}`;
        const found = await system.get<{ items: { id: string }[] }>(`/api/gateway/dead-letters?${query}`);
        if (found.items.length !== 1) throw new Error(`${found.items.length} letters are about ${orderId}`);
        return found.items[0]!.id;
      }, SOON),
  };
}
