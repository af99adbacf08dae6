import type { RevenuePeriod, StreamRevenue } from '@vividwalls/contracts';
import type { CalendarDay } from './calendar-day.js';
import type { Turnover } from './income-statement.js';
import type { DayRange, Period } from './period.js';

/** What the books know of one period in one currency. */
export interface RevenueBooks {
  /** Of income accounts, by when things happened. */
  readonly turnover: readonly Turnover[];
  /** Orders placed in it. */
  readonly orders: number;
  readonly streams: readonly StreamRevenue[];
}

type Part = 'gross' | 'discounts' | 'refunds' | 'shipping' | 'other';

const PARTS: Readonly<Record<string, Part>> = {
  'income:sales': 'gross',
  'income:discounts': 'discounts',
  'income:refunds': 'refunds',
  'income:shipping-refunds': 'refunds',
  'income:chargebacks': 'refunds',
  'income:shipping': 'shipping',
};

/** Shown as positive amounts that are taken off. */
const REDUCES: ReadonlySet<Part> = new Set(['discounts', 'refunds']);

/**
 * Revenue of a period by when things happened, so that it agrees with the income statement: net is the credit balance of all
 * income accounts. Within the time the books cover, no entry means that nothing was sold; outside, that nobody knows.
 *
 * @param covers undefined while the books are empty
 */
export function revenueOf(period: Period, covers: DayRange | undefined, books: RevenueBooks): RevenuePeriod {
  const reason = outside(period, covers);
  if (reason !== undefined) return { ...period, orders: null, ...MISSING, streams: [], reason };
  const sums: Record<Part, bigint> = { gross: 0n, discounts: 0n, refunds: 0n, shipping: 0n, other: 0n };
  let net = 0n;
  for (const { account, debitMinor, creditMinor } of books.turnover) {
    const [part, earned] = [PARTS[account] ?? 'other', creditMinor - debitMinor];
    sums[part] += REDUCES.has(part) ? -earned : earned;
    net += earned;
  }
  const isQuiet = books.turnover.length === 0 && books.orders === 0;
  return {
    ...period,
    orders: books.orders,
    ...{ grossMinor: String(sums.gross), discountsMinor: String(sums.discounts), refundsMinor: String(sums.refunds) },
    ...{ shippingMinor: String(sums.shipping), otherMinor: String(sums.other), netMinor: String(net) },
    streams: books.streams,
    ...(books.streams.length > 0 && { streamsTotal: totalOf(books.streams, books.orders) }),
    ...(isQuiet && { reason: 'No order was placed and nothing was taken back.' }),
  };
}

const MISSING = {
  ...{
    grossMinor: null,
    discountsMinor: null,
    refundsMinor: null,
    shippingMinor: null,
    otherMinor: null,
    netMinor: null,
  },
} as const;

/** Why nothing is known of the period; undefined when something is. */
function outside({ from, to }: DayRange, covers: DayRange | undefined): string | undefined {
  if (!covers) return 'The books are empty.';
  if (to < covers.from) return `The books begin on ${covers.from}.`;
  if (from > covers.to) return 'It is yet to come.';
  return undefined;
}

/** All streams together; what belongs to no line is in the net alone. */
function totalOf(streams: readonly StreamRevenue[], orders: number): StreamRevenue {
  const lines = streams.filter(({ stream }) => stream !== 'other');
  const sum = (of: (one: StreamRevenue) => string | null) =>
    lines.some((one) => of(one) === null) ? null : String(lines.reduce((total, one) => total + BigInt(of(one)!), 0n));
  return {
    ...{ stream: 'all', orders, units: lines.reduce((units, one) => units + (one.units ?? 0), 0) },
    ...{ grossMinor: sum((one) => one.grossMinor), discountsMinor: sum((one) => one.discountsMinor) },
    refundsMinor: sum((one) => one.refundsMinor),
    netMinor: String(streams.reduce((net, one) => net + BigInt(one.netMinor), 0n)),
  };
}

/** The same periods with the lines of one stream alone; of what belongs to no line nothing is told. */
export function ofStream(periods: readonly RevenuePeriod[], stream: string): RevenuePeriod[] {
  return periods.map((period): RevenuePeriod => {
    if (period.netMinor === null) return period;
    const { name, from, to } = period;
    const own = period.streams.find((one) => one.stream === stream);
    const base = { name, from, to, ...MISSING, streams: own ? [own] : [] };
    if (!own) {
      const nothing = { grossMinor: '0', discountsMinor: '0', refundsMinor: '0', netMinor: '0' };
      return { ...base, orders: 0, ...nothing, reason: `No order with a line of ${stream} was placed.` };
    }
    const { orders, grossMinor, discountsMinor, refundsMinor, netMinor, reason } = own;
    return {
      ...base,
      orders,
      grossMinor,
      discountsMinor,
      refundsMinor,
      netMinor,
      ...(reason !== undefined && { reason }),
    };
  });
}

/** What the books cover: from the first day on which something is booked until today. */
export function coveredDays(firstDay: CalendarDay | undefined, today: CalendarDay): DayRange | undefined {
  return firstDay === undefined ? undefined : { from: firstDay, to: firstDay > today ? firstDay : today };
}
