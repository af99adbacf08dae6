import type { components } from '../../../api/openapi';
import { asWords } from '../../../format/words';
import type { Tone } from '../../../ui/badge';

export type Budget = components['schemas']['BudgetView'];
type Scope = Pick<Budget, 'department' | 'category'> & { readonly agentId?: string | undefined };

/** Whose it is besides an agent: `Marketing, advertising`. */
export const scopeWords = ({ department, category }: Scope): string =>
  [asWords(department), ...(category ? [asWords(category).toLowerCase()] : [])].join(', ');

interface Standing {
  readonly tone: Tone;
  readonly word: string;
}

type Standings = Pick<Budget, 'remainingMinor' | 'limit' | 'thresholdsReached' | 'burnRate' | 'usedPercent'>;

/** How a budget stands, in a word. An agent with nothing left of a hard one spends nothing more. */
export function standingOf(budget: Standings): Standing {
  const { remainingMinor, limit, thresholdsReached, burnRate, usedPercent } = budget;
  const isOut = remainingMinor === '0' || remainingMinor.startsWith('-');
  if (isOut && limit === 'hard') return { tone: 'bad', word: 'Stopped: nothing left' };
  if (isOut) return { tone: 'bad', word: 'Used up: more is asked for' };
  if (burnRate?.overrunOn !== undefined) return { tone: 'warn', word: 'Will not last' };
  // One that was reached before the allocation grew is behind it.
  const reached = Math.max(0, ...thresholdsReached.filter((percent) => usedPercent === null || percent <= usedPercent));
  return reached > 0 ? { tone: 'warn', word: `Past ${reached} %` } : { tone: 'good', word: 'Within' };
}

const RANKS: readonly Tone[] = ['bad', 'warn', 'good'];

/** What needs somebody first; among equals as the API has them. */
export const troubleFirst = <Row extends Standings>(budgets: readonly Row[]): Row[] =>
  budgets.toSorted((a, b) => RANKS.indexOf(standingOf(a).tone) - RANKS.indexOf(standingOf(b).tone));
