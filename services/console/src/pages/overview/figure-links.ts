/** The shop's days of a period, both included. */
export interface Days {
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface FigurePlace {
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
}

type PlaceIn = (days: { readonly from: string; readonly to: string }) => FigurePlace;

const at =
  (to: string, more: FigurePlace['search'] = {}): PlaceIn =>
  (days) => ({ to, search: { ...days, ...more } });

/** Pages that show the same number for the same days; where there is none, what it is made of. */
const PLACES: Readonly<Record<string, PlaceIn>> = {
  net_revenue: at('/finance/revenue'),
  orders: at('/finance/revenue'),
  refunds: at('/finance/revenue'),
  gross_margin: at('/finance', { by: 'total' }),
  agent_cost: at('/finance', { by: 'total' }),
  average_order: at('/finance/margins', { by: 'order' }),
  unattributed_revenue: at('/finance/attribution', { by: 'agent' }),
  // The list of tasks knows no days: what did not end well is what one looks for.
  tasks_succeeded_percent: () => ({ to: '/tasks', search: { state: 'failed,timed_out' } }),
};

/** Where a figure of some days can be looked into. */
export function placeOfFigure(name: string, { firstDay, lastDay }: Days): FigurePlace {
  const days = { from: firstDay, to: lastDay };
  return PLACES[name]?.(days) ?? { to: '/finance', search: days };
}
