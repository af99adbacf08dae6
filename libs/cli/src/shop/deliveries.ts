import type { Action } from '../command.js';
import { columns } from '../output.js';

const PAGE_SIZE = 200;
/** The gateway's word for a delivery that it kept but could make nothing of. */
const UNHANDLED = 'untranslatable';

interface DeliveryRecord {
  readonly receivedAt: string;
  readonly topic: string;
  readonly shop: string;
  readonly deliveryId: string;
  readonly status: string;
  readonly reason: string | null;
  readonly message: string | null;
}

/** Webhooks that were accepted and what became of them, newest first. */
export const deliveries: Action<{ unhandled?: boolean; topic?: string; limit: number }> = async (
  { api, output },
  options,
) => {
  const filter = { status: options.unhandled ? UNHANDLED : undefined, topic: options.topic };
  const items = await api.list<DeliveryRecord>('/api/gateway/deliveries', filter, options.limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return options.unhandled ? 'Every delivery was understood.' : 'No deliveries.';
    const rows = items.map((one) => [
      one.receivedAt,
      one.topic,
      one.shop,
      one.deliveryId,
      one.status,
      one.message ?? one.reason ?? '',
    ]);
    return output.table(columns(['received', 'topic', 'shop', 'delivery', 'status', 'why']), rows);
  });
};
