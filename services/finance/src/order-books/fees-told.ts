import type { PayoutBooked } from '@vividwalls/events';
import type { EventEnvelope } from '@vividwalls/messaging';
import { becauseOf } from '../journal/journal.js';
import type { OrderNews } from './learned-from.js';
import { NOTHING_KNOWN } from './order-state.js';

/** What a payout tells of orders: the actual fee of each charge that names one. */
export function feesTold(event: EventEnvelope<PayoutBooked>): OrderNews[] {
  const { payoutId, currency, lines, paidAt } = event.data;
  return lines.flatMap(({ kind, orderId, grossMinor, feeMinor }, index) => {
    if (kind !== 'charge' || orderId === undefined) return [];
    const fees = { [`${payoutId}/${index}`]: { grossMinor, feeMinor, currency } };
    const facts = { ...NOTHING_KNOWN, fees };
    return [{ orderId, shop: event.shop, facts, because: becauseOf(event), time: paidAt }];
  });
}
