// Answers of `GET /api/finance/orders/{id}/attribution`, `…/attribution/summary` and `…/attribution/compare`. Amounts are minor
// units as text. What is null is not known; `reason` beside it says why.

export interface TouchShown {
  readonly touchId: string;
  /** interaction, utm, link, discount */
  readonly source: string;
  readonly occurredAt: string;
  /** Null where no agent claims the touch. */
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly department: string | null;
  readonly channel: string;
  readonly campaign: string | null;
  readonly kind: string;
}

/** A touch that an order is divided among. */
export interface TouchCredited extends TouchShown {
  readonly weight: string;
  /** Of the order: its weight in all weights. */
  readonly sharePercent: string;
  /** What it would get if cents could be divided: `6666 2/3`. */
  readonly exactMinor: string;
  /** `up`: it got one of the minor units that were left over; `down`: a part of one was taken off; `exact`: neither. */
  readonly rounding: 'exact' | 'up' | 'down';
  readonly amountMinor: string;
  /** Why it weighs what it does. */
  readonly why: string;
}

export interface TouchLeftOut extends TouchShown {
  readonly reason: string;
  readonly why: string;
}

/** Credits as they were set at one time: the differences to those before. */
export interface AttributionSetShown {
  readonly setId: string;
  readonly seq: number;
  readonly book: string;
  readonly reason: string;
  readonly model: string;
  readonly modelVersion: number;
  readonly currency: string;
  readonly amountMinor: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly eventId: string;
  readonly actor: string;
  readonly credits: readonly {
    readonly touchId: string | null;
    readonly agentId: string | null;
    readonly channel: string;
    readonly campaign: string | null;
    readonly amountMinor: string;
  }[];
}

/** What one agent gets of an order, all its touches together. */
export interface OrderShare {
  /** Null: of touches that name no agent. */
  readonly agentId: string | null;
  readonly amountMinor: string;
  /** Of the net revenue. */
  readonly sharePercent: string;
  readonly touchIds: readonly string[];
}

export interface OrderAttribution {
  readonly orderId: string;
  readonly book: 'real' | 'test';
  readonly currency: string | null;
  readonly netRevenueMinor: string;
  /** What no touch gets; with the touches' amounts it is the net revenue. */
  readonly unattributedMinor: string;
  readonly model: string;
  readonly modelVersion: number;
  /** Of another model than the books' own: nothing of it is booked. */
  readonly hypothetical: boolean;
  readonly modelOfRecord: string;
  readonly placedAt: string | null;
  /** Touches count from then on, until the order was placed. */
  readonly lookbackFrom: string | null;
  /** A touch that is told later than that changes nothing any more. */
  readonly closesAt: string | null;
  readonly open: boolean;
  /** By agent, the largest first; with what no touch gets they are the net revenue. */
  readonly shares: readonly OrderShare[];
  readonly touches: readonly TouchCredited[];
  readonly leftOut: readonly TouchLeftOut[];
  /** Of the books' own model, in the order in which they were set. */
  readonly sets: readonly AttributionSetShown[];
  readonly notes: readonly string[];
  /** Why there is nothing to divide. */
  readonly reason?: string;
}

export interface AttributionSummaryRow {
  /** Null: touched, but it names none. */
  readonly key: string | null;
  readonly name: string | null;
  /** True of what nothing touched. */
  readonly unattributed: boolean;
  readonly creditedMinor: string;
  /** An order is divided as its money is: `12.500000`. */
  readonly orders: string;
  /** Of net revenue; null when there is none that it could be a share of. */
  readonly sharePercent: string | null;
}

export interface AttributionSummaryOfCurrency {
  readonly currency: string;
  /** All credits, what nothing touched included: the net revenue of these orders. */
  readonly netRevenueMinor: string;
  readonly orders: string;
  /** Most credited first. */
  readonly rows: readonly AttributionSummaryRow[];
}

/** Credits of the orders placed in some days, as they stand now. */
export interface AttributionSummary {
  readonly book: 'real' | 'test';
  readonly model: string;
  readonly modelOfRecord: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly currencies: readonly AttributionSummaryOfCurrency[];
  readonly notes: readonly string[];
  /** Why there is no currency. */
  readonly reason?: string;
}

export interface AttributionComparisonRow {
  readonly key: string | null;
  readonly name: string | null;
  readonly unattributed: boolean;
  /** By model. */
  readonly creditedMinor: Readonly<Record<string, string>>;
  readonly sharePercent: Readonly<Record<string, string | null>>;
}

export interface AttributionComparison {
  readonly book: 'real' | 'test';
  readonly models: readonly string[];
  readonly modelOfRecord: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly currencies: readonly {
    readonly currency: string;
    readonly netRevenueMinor: string;
    readonly orders: string;
    /** Most credited by the model of record first. */
    readonly rows: readonly AttributionComparisonRow[];
  }[];
  readonly notes: readonly string[];
  readonly reason?: string;
}
