import { OrderBooked, RefundBooked, type BookedEntry, type OrderStanding } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { JournalEntry } from '../journal/journal-entry.js';
import { causeOf, postingsTold } from '../journal/journal.js';
import type { Learned } from './learned-from.js';

const REFUND = /^refund:(.*)$/;

/** The news of an order's entries, to be published with them: one event, whatever their number. None without a currency. */
export function orderChanged(learned: Learned, entries: readonly JournalEntry[]): NewEvent[] {
  const { orderId, state, book, due, version, news } = learned;
  const { summary } = due;
  if (summary.currency === undefined || entries.length === 0) return [];
  const { costOfGoodsMinor } = summary;
  const order: OrderStanding = {
    ...{ orderId, currency: summary.currency, test: book === 'test' },
    ...(state.order && { placedAt: state.order.placedAt }),
    ...(state.order?.details?.customerId !== undefined && { customerId: state.order.details.customerId }),
    netRevenueMinor: String(summary.netRevenueMinor),
    capturedMinor: String(summary.capturedMinor),
    returnedMinor: String(summary.returnedMinor),
    ...(costOfGoodsMinor !== undefined && { costOfGoodsMinor: String(costOfGoodsMinor) }),
    processorFeesMinor: String(summary.processorFeesMinor),
  };
  const data = { order, entries: entries.map(entryTold) };
  const refundIds = entries.flatMap(({ cause, seq, kind }) =>
    kind === 'refund' && seq === 1 ? (REFUND.exec(cause)?.[1] ?? []) : [],
  );
  const common = {
    ...{
      subject: orderId,
      time: news.time,
      version: version + 1,
      test: book === 'test',
      shop: learned.shop || news.shop,
    },
    ...causeOf(news.because),
  };
  return refundIds.length > 0
    ? [{ event: RefundBooked, ...common, data: { refundIds, ...data } }]
    : [{ event: OrderBooked, ...common, data }];
}

function entryTold(entry: JournalEntry): BookedEntry {
  const { id, kind, cause, book, occurredAt } = entry;
  return { entryId: id, kind, cause, test: book === 'test', occurredAt, postings: postingsTold(entry) };
}
