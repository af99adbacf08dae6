import type { components } from '../../api/openapi';
import { formatFigure } from '../../format/figures';
import { formatNumber, formatPercentChange } from '../../format/numbers';

export type Figure = components['schemas']['ShopFigureView'];

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

export type Direction = 'up' | 'down' | 'same';

export const directionOf = (change: string): Direction =>
  /^-?0*(\.0*)?$/.test(change) ? 'same' : change.startsWith('-') ? 'down' : 'up';

const GOOD_UP = new Set(['net_revenue', 'orders', 'average_order', 'gross_margin', 'tasks_succeeded_percent']);
const GOOD_DOWN = new Set([
  ...['refunds', 'unattributed_revenue'],
  ...['approvals_waiting', 'alerts_open', 'agents_stopped', 'reporting_lag_p95_ms'],
]);

/** Null: neither good nor bad by itself. */
export function isBetter(name: string, direction: Direction): boolean | null {
  if (direction === 'same') return null;
  if (GOOD_UP.has(name)) return direction === 'up';
  return GOOD_DOWN.has(name) ? direction === 'down' : null;
}

/** A change in words, and the word that follows: `12.6 % more` `than`. */
export interface ChangeWords {
  readonly direction: Direction;
  readonly much: string;
  readonly than: 'than' | 'as';
}

/**
 * Percent where there are any, else the amount itself. Of what stands, such as three approvals, the amount says more.
 * Null when there is nothing to compare with.
 */
export function changeWords({ change, unit, currency }: Figure, isAmount = false): ChangeWords | null {
  if (change.value === null) return null;
  const direction = directionOf(change.value);
  if (direction === 'same') return { direction, much: 'the same', than: 'as' };
  const size = change.value.replace(/^-/, '');
  const percent = isAmount || unit === 'percent' ? null : change.percent;
  const amount = unit === 'percent' ? `${formatNumber(size, 1)} points` : formatFigure(size, unit, currency);
  const much = percent === null ? amount : formatPercentChange(percent).replace(/^[+−-]/, '');
  return { direction, much: `${much} ${direction === 'up' ? 'more' : 'less'}`, than: 'than' };
}

/** A reason as the end of a sentence: services tell some of them as sentences. */
export const asClause = (reason: string): string =>
  reason.replace(/\.$/, '').replace(/^[A-Z](?=[a-z ])/, (one) => one.toLowerCase());
