import { FIGURES, type FigureName, type FigureShown } from '@vividwalls/contracts';
import type { AttributionSummary, Pnl, Revenue, RevenuePeriod } from '@vividwalls/contracts';
import { accountName } from '../journal/accounts.js';
import { percent } from '../reports/decimal-ratio.js';
import type { DayRange } from '../reports/period.js';
import type { LagFound } from '../reports/reporting-lag.js';

/** What the reports say of these days, in the shop's currency and in total; test orders are in none of them. */
export interface ReportsOfDays {
  readonly range: DayRange;
  readonly currency: string;
  readonly revenue: Pick<Revenue, 'currencies' | 'reason'>;
  readonly pnl: Pick<Pnl, 'currencies' | 'reason'>;
  /** Under the model of record. */
  readonly attribution: Pick<AttributionSummary, 'currencies' | 'reason'>;
  /** Paid orders placed in these days, and those whose credits sum to their revenue; left out when nobody counted. */
  readonly attributed?: AttributedOrders | undefined;
  /** Of the latest orders by the end of the days; left out where nobody asks. */
  readonly lag?: LagFound | undefined;
}

export interface AttributedOrders {
  readonly orders: number;
  readonly complete: number;
}

/** A figure's value, or why there is none. */
export type FoundFigure = Pick<FigureShown, 'value' | 'reason' | 'source'>;

const REPORTS = '/api/finance/reports';

/**
 * A figure, as the report has it that can be looked up under `source`.
 *
 * Missing is what nobody knows, and no zero: outside of the days that the books cover (before the first entry ever, or in time
 * to come); a margin while the cost of an order is unknown; an average without orders; a share without revenue; spending on an
 * account on which nothing was booked, since what nobody told of may have been spent all the same. Within the days that the
 * books cover, no order and no revenue are zero: the shop would have told of any.
 */
export function figureOfDays(name: FigureName, of: ReportsOfDays): FoundFigure {
  const { service } = FIGURES[name];
  if (service !== 'finance') return { value: null, reason: `${service} knows it`, source: `/api/${service}` };
  const found = FOUND[name]!(of);
  return { reason: null, ...found };
}

type Found = { readonly value: string; readonly source: string } | FoundFigure;

const revenueOf =
  (take: (period: RevenuePeriod) => string | null) =>
  ({ revenue, range, currency }: ReportsOfDays): Found => {
    const source = `${REPORTS}/revenue?${days(range)}&by=total&currency=${currency}`;
    const period = periodIn(revenue, currency);
    const value = period && period.netMinor !== null ? take(period) : null;
    if (value !== null) return { value, source };
    const isCovered = period !== undefined && period.netMinor !== null;
    const why = isCovered ? 'No order was placed in these days.' : (period?.reason ?? revenue.reason);
    return { value: null, reason: why ?? nothing(range), source };
  };

const pnlOf =
  (take: (statement: Statement) => { readonly value: string | null; readonly reason?: string | undefined }) =>
  ({ pnl, range, currency }: ReportsOfDays): Found => {
    const source = `${REPORTS}/pnl?${days(range)}&by=total&currency=${currency}`;
    const period = periodIn(pnl, currency);
    if (!period?.statement) return { value: null, reason: period?.reason ?? pnl.reason ?? nothing(range), source };
    const { value, reason = nothing(range) } = take(period.statement);
    return value === null ? { value, reason, source } : { value, source };
  };

const onAccount = (code: string) =>
  pnlOf(({ expenses }) => {
    const value = expenses.find(({ account }) => account === code)?.amountMinor ?? null;
    return { value, reason: `Nothing was booked in these days on the account “${accountName(code)}”.` };
  });

type Statement = NonNullable<Pnl['currencies'][number]['periods'][number]['statement']>;

const FOUND: Partial<Record<FigureName, (of: ReportsOfDays) => Found>> = {
  orders: revenueOf(({ orders }) => orders?.toString() ?? null),
  net_revenue: revenueOf(({ netMinor }) => netMinor),
  refunds: revenueOf(({ refundsMinor }) => refundsMinor),
  average_order: revenueOf(averageOrder),
  gross_margin: pnlOf(({ grossProfit: { amountMinor, reason } }) => ({ value: amountMinor, reason })),
  gross_margin_percent: pnlOf(({ grossProfit: { percent, reason } }) => ({ value: percent, reason })),
  unattributed_revenue: unattributed,
  ad_spend: onAccount('expense:advertising'),
  agent_cost: onAccount('expense:agent-runs'),
  attribution_complete_percent: attributionComplete,
  reporting_lag_p95_ms: reportingLag,
};

/** What the orders placed come to by now, by their number; half a minor unit is rounded away from zero. */
export function averageOrder({ orders, streams }: Pick<RevenuePeriod, 'orders' | 'streams'>): string | null {
  if (!orders) return null;
  const net = streams.reduce((sum, { netMinor }) => sum + BigInt(netMinor), 0n);
  const [number, size] = [BigInt(orders), net < 0n ? -net : net];
  const average = (2n * size + number) / (2n * number);
  return String(net < 0n ? -average : average);
}

function unattributed({ attribution, range, currency }: ReportsOfDays): Found {
  const source = `/api/finance/attribution/summary?${days(range)}&currency=${currency}`;
  const own = attribution.currencies.find((one) => one.currency === currency);
  if (!own) return { value: null, reason: attribution.reason ?? nothing(range), source };
  return { value: own.rows.find((row) => row.unattributed)?.creditedMinor ?? '0', source };
}

function attributionComplete({ attributed, range, currency }: ReportsOfDays): Found {
  const source = `/api/finance/attribution/summary?${days(range)}&currency=${currency}`;
  if (!attributed) return { value: null, reason: 'Orders are looked at over whole days, 92 at most.', source };
  const { orders, complete } = attributed;
  if (orders === 0) return { value: null, reason: 'No paid order was placed in these days.', source };
  return { value: floorPercent(complete, orders), source };
}

/** Never rounded up to the whole: one order that is off is to be seen. */
function floorPercent(part: number, whole: number): string {
  const text = percent(BigInt(part), BigInt(whole));
  return text === '100.00' && part < whole ? '99.99' : text;
}

function reportingLag({ lag }: ReportsOfDays): Found {
  const source = `${REPORTS}/lag`;
  if (!lag || lag.p95Ms === null) return { value: null, reason: lag?.reason ?? 'Nobody measured it.', source };
  return { value: String(Math.round(lag.p95Ms)), source };
}

function periodIn<P>(
  { currencies }: { readonly currencies: readonly { readonly currency: string; readonly periods: readonly P[] }[] },
  currency: string,
): P | undefined {
  return currencies.find((one) => one.currency === currency)?.periods[0];
}

const days = ({ from, to }: DayRange): string => `from=${from}&to=${to}`;

const nothing = ({ from, to }: DayRange): string => `Nothing was booked from ${from} to ${to}.`;
