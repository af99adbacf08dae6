import type { Page } from './page.js';

// Answers of `GET /api/finance/reports/…` and `GET /api/finance/margins`. Amounts are minor units as text. What is null could
// not be computed; `reason` beside it says why.

/** A margin or result that may be missing. */
export interface ReportFigure {
  readonly amountMinor: string | null;
  /** What it would be if nothing that is unknown had cost anything: the truth is that or less. */
  readonly atMostMinor?: string;
  /** Share of net revenue in percent, two digits. */
  readonly percent: string | null;
  readonly reason?: string;
}

export interface StatementLine {
  readonly account: string;
  readonly name: string;
  /** Null when nothing is booked on the account in the period. Contra accounts are negative. */
  readonly amountMinor: string | null;
}

export interface IncomeStatement {
  /** As they add up to net revenue: what was taken off is negative. */
  readonly income: readonly StatementLine[];
  readonly netRevenueMinor: string;
  /** `amountMinor` is what is booked: less than the truth by what `missingOrders` cost. */
  readonly costOfGoods: { readonly amountMinor: string; readonly missingOrders: number };
  readonly grossProfit: ReportFigure;
  /** Every other cost, as positive amounts. */
  readonly expenses: readonly StatementLine[];
  readonly expensesMinor: string;
  readonly operatingResult: ReportFigure;
}

/** What a period is compared with. */
export interface PnlComparison {
  readonly from: string;
  readonly to: string;
  readonly netRevenueMinor: string | null;
  readonly operatingResultMinor: string | null;
  readonly netRevenueChangePercent: string | null;
  readonly reason?: string;
}

export interface PnlPeriod {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Null when nothing is booked in the period. */
  readonly statement: IncomeStatement | null;
  readonly reason?: string;
  readonly previous: PnlComparison;
}

export interface Pnl {
  readonly book: 'real' | 'test';
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly currencies: readonly { readonly currency: string; readonly periods: readonly PnlPeriod[] }[];
  /** Why there is no currency. */
  readonly reason?: string;
}

/** What lines of one stream came to; of the orders placed in a period, as they stand now. */
export interface StreamRevenue {
  /** direct, limited_edition, commercial; other: shipping, tips, fees and adjustments, which belong to no line. */
  readonly stream: string;
  readonly orders: number | null;
  /** Sold less taken back. */
  readonly units: number | null;
  readonly grossMinor: string | null;
  readonly discountsMinor: string | null;
  readonly refundsMinor: string | null;
  readonly netMinor: string;
  readonly reason?: string;
}

/** Amounts are null outside the time the books cover. net = gross − discounts − refunds + shipping + other. */
export interface RevenuePeriod {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Placed in the period. */
  readonly orders: number | null;
  readonly grossMinor: string | null;
  readonly discountsMinor: string | null;
  readonly refundsMinor: string | null;
  readonly shippingMinor: string | null;
  readonly otherMinor: string | null;
  readonly netMinor: string | null;
  readonly streams: readonly StreamRevenue[];
  /** All of them together (stream `all`): what the orders placed in the period come to by now. Absent where there are none. */
  readonly streamsTotal?: StreamRevenue;
  readonly reason?: string;
}

export interface Revenue {
  readonly book: 'real' | 'test';
  readonly from: string;
  readonly to: string;
  readonly by: string;
  /** The first and the last day of which the books know; null while they are empty. */
  readonly covers: { readonly from: string; readonly to: string } | null;
  readonly currencies: readonly { readonly currency: string; readonly periods: readonly RevenuePeriod[] }[];
  readonly reason?: string;
}

export interface CashLine {
  readonly account: string;
  readonly name: string;
  /** What is held or comes in (assets), or is owed (liabilities): each positive on its own side. */
  readonly amountMinor: string;
}

export interface CashCurrency {
  readonly currency: string;
  /** At the bank; null when nothing was ever booked there. */
  readonly cashMinor: string | null;
  readonly reason?: string;
  readonly assets: readonly CashLine[];
  readonly liabilities: readonly CashLine[];
  /** Assets less liabilities. */
  readonly netMinor: string;
}

export interface CashPosition {
  readonly book: 'real' | 'test';
  readonly at: string;
  readonly currencies: readonly CashCurrency[];
  readonly reason?: string;
}

/** What one order, line, size, product, segment, agent or stream leaves over. */
export interface MarginRow {
  /** Order, line, size, product, agent or stream; null is a group of its own, and `reason` says of what. */
  readonly key: string | null;
  readonly name: string | null;
  readonly orderId?: string;
  readonly placedOn?: string;
  readonly currency: string;
  readonly orders: number;
  /** Sold less taken back; null where lines are not told. */
  readonly units: number | null;
  readonly netRevenueMinor: string;
  /** As far as known; null when nothing of it is. */
  readonly costOfGoodsMinor: string | null;
  readonly processorFeesMinor: string;
  readonly commissionsMinor: string;
  /** Of agents alone: what they spent in the days of the report, costs and settled spends; null when none is told. */
  readonly advertisingMinor?: string | null;
  readonly agentRunsMinor?: string | null;
  readonly otherCostsMinor?: string | null;
  /** Why these are null. */
  readonly spentReason?: string;
  /** Net revenue less all of these. */
  readonly margin: ReportFigure;
  /** Orders whose cost of goods is not known. */
  readonly unknown: { readonly orders: number; readonly reason?: string };
  readonly reason?: string;
}

export interface Margins extends Page<MarginRow> {
  readonly book: 'real' | 'test';
  readonly by: string;
  readonly from: string;
  readonly to: string;
  /** Of groups: what of the orders belongs to none of them. With the groups of its currency it is the total. */
  readonly rest: readonly MarginRow[];
  /** Of all orders placed in these days, by currency. Pages of orders and lines have them on the first page only. */
  readonly totals: readonly MarginRow[];
  readonly reason?: string;
}

/** What an agent, department or campaign was credited with, what it cost, and what came back for it. */
export interface AttributionReturn {
  /** Null: revenue that nothing is known to have led to, or costs that name none. */
  readonly key: string | null;
  readonly name: string | null;
  readonly currency: string;
  /** Orders credited, as decimal text: an order is divided as its money is. */
  readonly orders: string;
  readonly creditedMinor: string;
  /** Null when no cost is told. */
  readonly costMinor: string | null;
  readonly advertisingMinor: string | null;
  readonly agentRunsMinor: string | null;
  readonly otherCostsMinor: string | null;
  /** Credited revenue for each unit of cost, decimal text with four digits: 4.0000 is four for one. */
  readonly returnOnCost: string | null;
  readonly reason?: string;
}

export interface AttributionReturns {
  readonly book: 'real' | 'test';
  readonly model: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly AttributionReturn[];
  readonly reason?: string;
}
