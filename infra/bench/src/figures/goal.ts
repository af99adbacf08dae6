/** What a figure has to reach: the figure itself (`value`), or its ratio to the baseline of the same run. */
export type Goal = { readonly of: 'value' | 'ratio' } & ({ readonly atLeast: number } | { readonly atMost: number });

/** The two numbers of a row that a goal may speak of. */
export interface Figure {
  readonly value: number;
  readonly ratio: number | null;
}

/**
 * How far a figure is from its goal, as a share of the goal: 0 when it is met, 0.1 when it is a tenth too slow or too large.
 * A ratio without a baseline misses by everything: what was not measured is not met.
 */
export function shortfall(goal: Goal, figure: Figure): number {
  const measured = figure[goal.of];
  if (measured === null || Number.isNaN(measured)) return 1;
  return 'atLeast' in goal
    ? Math.max(0, 1 - measured / goal.atLeast)
    : Math.max(0, (measured - goal.atMost) / Math.abs(goal.atMost));
}

/** `≥ 8 ×` for a ratio, `≤ 20` for a value. */
export function describeGoal(goal: Goal): string {
  const bound = 'atLeast' in goal ? `≥ ${grouped(goal.atLeast)}` : `≤ ${grouped(goal.atMost)}`;
  return goal.of === 'ratio' ? `${bound} ×` : bound;
}

const grouped = (value: number): string => value.toLocaleString('en-US');
