/** What a figure counts: minor units of the shop's currency, pieces, percent, or milliseconds. */
export type FigureUnit = 'minor' | 'count' | 'percent' | 'ms';

/** Who knows figures; its `<service>:read` is the right to see them. */
export type FigureService = 'finance' | 'orchestration' | 'governance';

export interface FigureDefinition {
  readonly title: string;
  readonly unit: FigureUnit;
  /** The service that knows it. */
  readonly service: FigureService;
  /** How it is measured, for people. */
  readonly how: string;
}

const figure =
  (service: FigureDefinition['service']) =>
  (title: string, unit: FigureUnit, how: string): FigureDefinition => ({ service, title, unit, how });

const books = figure('finance');
const work = figure('orchestration');
const inbox = figure('governance');

/** Figures that may be asked for by name, over a period. Test orders never count. What stands is as of its end, now at the latest. */
export const FIGURES = {
  orders: books('Paid orders', 'count', 'orders placed in the period whose sale is booked'),
  net_revenue: books('Net revenue', 'minor', 'income accounts less refunds and discounts, without tax, as in the P&L'),
  refunds: books('Refunded', 'minor', 'what was given back in the period'),
  average_order: books(
    'Average order',
    'minor',
    'what the orders placed come to by now, by their number; missing without orders',
  ),
  gross_margin: books(
    'Gross profit',
    'minor',
    'net revenue less cost of goods, as in the P&L; missing where a cost is not known',
  ),
  gross_margin_percent: books(
    'Gross margin of net revenue',
    'percent',
    'missing without revenue, or where a cost is not known',
  ),
  unattributed_revenue: books(
    'Revenue no agent is credited with',
    'minor',
    'credits of orders placed in the period to nobody, by the model of record',
  ),
  ad_spend: books('Advertising', 'minor', 'entries on the advertising account; missing without any'),
  agent_cost: books('Cost of agents', 'minor', 'entries on the account of agent runs; missing without any'),
  attribution_complete_percent: books(
    'Orders whose revenue is wholly attributed',
    'percent',
    'paid orders placed in the period whose credits sum exactly to their net revenue, to the minor unit; missing without any',
  ),
  reporting_lag_p95_ms: books(
    'Reporting lag, 95 % of orders',
    'ms',
    'from the receipt of a delivery to its effect in every report; of the latest orders since the start, by the end of the period',
  ),
  tasks_ended: work('Tasks that ended', 'count', 'tasks by the time of their end, proposals left out'),
  tasks_succeeded_percent: work('Tasks that ended well', 'percent', 'of those that ended; missing when none did'),
  tasks_open: work('Tasks that have not ended', 'count', 'at the end of the period, which is now while it is not over'),
  tasks_waiting_for_people: work(
    'Tasks that wait for a person’s answer',
    'count',
    'at the end of the period: for an answer or a person’s work; what waits for an approval is in the inbox',
  ),
  agents_stopped: work(
    'Agents that stand still',
    'count',
    'at the end of the period: over their budgets, or stopped because they kept failing',
  ),
  alerts_open: work(
    'Alerts of work and agents',
    'count',
    'what is critical or a warning among what needs attention now; nothing keeps what it was before',
  ),
  orders_late: work('Orders past their 24 hours', 'count', 'orders to fulfil whose deadline passed in the period'),
  approvals_waiting: inbox(
    'Approvals that wait',
    'count',
    'questions without a decision at the end of the period, as in the inbox: those of test orders too',
  ),
} as const satisfies Readonly<Record<string, FigureDefinition>>;

export type FigureName = keyof typeof FIGURES;

export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

export const isFigure = (name: string): name is FigureName => Object.hasOwn(FIGURES, name);

/** How long each point of a course is. */
export const POINT_LENGTHS = ['day', 'week', 'month'] as const;
export type PointLength = (typeof POINT_LENGTHS)[number];

/** A figure over a part of its course. */
export interface FigurePoint {
  /** First and last day by the shop's calendar, both included. */
  readonly from: string;
  readonly to: string;
  /** Decimal text; null when it is not known. */
  readonly value: string | null;
}

/** A figure as it was found. */
export interface FigureShown {
  readonly name: FigureName;
  readonly unit: FigureUnit;
  /** Decimal text; null when it is not known, and the reason says why. Never zero for unknown. */
  readonly value: string | null;
  readonly reason: string | null;
  /** ISO 4217, of amounts. */
  readonly currency: string | null;
  /** Half open, ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** As of when it was computed, ISO 8601. */
  readonly asOf: string;
  /** Where it can be looked up: a REST path. */
  readonly source: string;
  /** Its course, when that was asked for and is known. */
  readonly points?: readonly FigurePoint[];
}
