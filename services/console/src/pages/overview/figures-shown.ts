/** In the order in which an owner asks. */
export const FIGURES_SHOWN = [
  'net_revenue',
  'orders',
  'gross_margin',
  'average_order',
  'unattributed_revenue',
  'refunds',
  'tasks_succeeded_percent',
  'agent_cost',
] as const;

const LINKS: Readonly<Record<string, string>> = {
  net_revenue: '/finance/revenue',
  orders: '/finance/revenue',
  average_order: '/finance/margins',
  gross_margin: '/finance/margins',
  refunds: '/finance/ledger',
  unattributed_revenue: '/finance/attribution',
  tasks_succeeded_percent: '/tasks',
  agent_cost: '/agents',
};

/** Where a figure can be looked into. */
export const linkOf = (name: string): string => LINKS[name] ?? '/finance';

export type Direction = 'up' | 'down' | 'same';

export const directionOf = (change: string): Direction =>
  /^-?0*(\.0*)?$/.test(change) ? 'same' : change.startsWith('-') ? 'down' : 'up';

const GOOD_UP = new Set(['net_revenue', 'orders', 'average_order', 'gross_margin', 'tasks_succeeded_percent']);
const GOOD_DOWN = new Set(['refunds', 'unattributed_revenue']);

/** Null: neither good nor bad by itself. */
export function isBetter(name: string, direction: Direction): boolean | null {
  if (direction === 'same') return null;
  if (GOOD_UP.has(name)) return direction === 'up';
  return GOOD_DOWN.has(name) ? direction === 'down' : null;
}
