import type { BudgetUnit } from './budget-unit.js';

/** What a budget is for. Without a category it holds for all of them, without an agent for everybody of the department. */
export interface BudgetScope {
  readonly department: string;
  readonly category: string | null;
  readonly agentId: string | null;
  readonly unit: BudgetUnit;
}

/** A budget's scope with its cadence: a period may have a budget for the whole of it and one for each of its days. */
export interface CadencedScope extends BudgetScope {
  readonly isDaily: boolean;
}

const WORD = /^[a-z0-9][a-z0-9.:-]{0,63}$/;
/** No word begins with it. */
const EVERY = '-';

/**
 * A department, category or agent as it is kept: `Customer Experience` → `customer-experience`. Undefined for what has other
 * characters than letters, digits, dots, colons and hyphens, or is longer than 64.
 */
export function scopeWord(text: string): string | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return WORD.test(word) ? word : undefined;
}

/**
 * Everything that makes a scope, in one text: `agent:task-writer/llm/USD/day`, `department:marketing/-/USD`. An agent's
 * budget holds for the agent whichever department it spends for: else it would escape its limit by naming another one.
 */
export function scopeText({ department, category, agentId, unit, isDaily }: CadencedScope): string {
  const owner = agentId === null ? `department:${department}` : `agent:${agentId}`;
  return `${owner}/${category ?? EVERY}/${unit}${isDaily ? '/day' : ''}`;
}

/** What somebody wants to spend for. */
export interface SpendTarget {
  readonly department: string;
  readonly category: string;
  readonly agentId: string | null;
  readonly unit: BudgetUnit;
}

/**
 * The scopes of all budgets that hold for a spend, the most specific first: its agent before its department, one category
 * before all, one day before a whole period. At most one budget of each is in force on a day.
 */
export function scopesOf({ department, category, agentId, unit }: SpendTarget): string[] {
  const owners = agentId === null ? [null] : [agentId, null];
  return owners.flatMap((agent) =>
    [category, null].flatMap((one) =>
      [true, false].map((isDaily) => scopeText({ department, category: one, agentId: agent, unit, isDaily })),
    ),
  );
}

/** `marketing, advertising, agent task-writer`: for reasons and messages. */
export function scopeName({ department, category, agentId }: BudgetScope): string {
  return [department, category ?? [], agentId === null ? [] : `agent ${agentId}`].flat().join(', ');
}
