import type { components } from '../../../api/openapi';
import { formatPercent } from '../../../format/numbers';
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
  return reached > 0 ? { tone: 'warn', word: `Past ${formatPercent(reached)}` } : { tone: 'good', word: 'Within' };
}

const RANKS: readonly Tone[] = ['bad', 'warn', 'good'];

type Used = Standings & Pick<Budget, 'spentMinor' | 'reservedMinor'>;

/** What needs somebody first; among equals the most used, by share and then by amount. */
export const troubleFirst = <Row extends Used>(budgets: readonly Row[]): Row[] =>
  budgets.toSorted(
    (a, b) =>
      RANKS.indexOf(standingOf(a).tone) - RANKS.indexOf(standingOf(b).tone) ||
      (b.usedPercent ?? -1) - (a.usedPercent ?? -1) ||
      Number(usedOf(b) - usedOf(a)),
  );

const usedOf = ({ spentMinor, reservedMinor }: Pick<Budget, 'spentMinor' | 'reservedMinor'>): bigint =>
  BigInt(spentMinor) + BigInt(reservedMinor);

/** What is used, in percent: the API keeps what is less than one at 0, and nothing is not that. */
export const usedWords = ({
  usedPercent,
  ...amounts
}: Pick<Budget, 'spentMinor' | 'reservedMinor'> & { readonly usedPercent: number | null }): string =>
  usedPercent === null ? '–' : usedPercent === 0 && usedOf(amounts) > 0n ? '< 1%' : formatPercent(usedPercent);

/** Whether a budget is one that is looked for: by its agent's name or by what it is for. */
export const isFound = (budget: Scope, search: string | undefined, nameOf: (id: string) => string): boolean =>
  search === undefined ||
  `${budget.agentId === undefined ? '' : nameOf(budget.agentId)} ${scopeWords(budget)}`
    .toLowerCase()
    .includes(search.trim().toLowerCase());
