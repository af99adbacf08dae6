import type { Utm } from '@vividwalls/events';
import type { Book } from '../journal/journal-entry.js';
import type { BookedBecause } from '../journal/journal.js';
import type { Learned } from './learned-from.js';

/** What an order earned and who bought it: all that attribution needs to know of it. */
export interface OrderRevenue {
  readonly orderId: string;
  readonly shop: string;
  readonly book: Book;
  readonly currency: string;
  /** ISO 8601 in UTC; the time of the first refund while only refunds are known. */
  readonly placedAt: string;
  readonly netRevenueMinor: bigint;
  readonly identity: {
    readonly customerId?: string | undefined;
    /** SHA-256 (hex) */
    readonly emailHash?: string | undefined;
    readonly checkoutToken?: string | undefined;
    readonly cartToken?: string | undefined;
    readonly sessionIds: readonly string[];
  };
  readonly origin: {
    readonly utm: Utm;
    readonly landingSite?: string | undefined;
    readonly referringSite?: string | undefined;
    readonly discountCodes: readonly string[];
  };
  readonly because: BookedBecause;
  /** When what changed it happened, ISO 8601. */
  readonly time: string;
}

/** Undefined while nothing tells the currency: then nothing is booked either. */
export function orderRevenue({ orderId, shop, book, state, due, news }: Learned): OrderRevenue | undefined {
  const { currency, netRevenueMinor } = due.summary;
  if (currency === undefined) return undefined;
  const details = state.order?.details;
  const refundedAt = Object.values(state.refunds).map(({ occurredAt }) => occurredAt);
  return {
    ...{ orderId, shop: shop || news.shop, book, currency, netRevenueMinor },
    placedAt: state.order?.placedAt ?? refundedAt.sort()[0] ?? news.time,
    identity: {
      ...{ customerId: details?.customerId, emailHash: details?.emailHash },
      ...{ checkoutToken: details?.checkoutToken, cartToken: details?.cartToken },
      sessionIds: details?.sessionIds ?? [],
    },
    origin: {
      ...{ utm: details?.utm ?? {}, landingSite: details?.landingSite, referringSite: details?.referringSite },
      discountCodes: details?.discountCodes ?? [],
    },
    because: news.because,
    time: news.time,
  };
}
