import { formatNumber, formatPercent } from '../../../format/numbers';
import type { Expertise } from '../schemas';

type Seen = Pick<Expertise, 'successes' | 'failures'>;

/** What is left of very old outcomes is shown as none. */
const LEAST = 0.05;

export const hasOutcomes = ({ successes, failures }: Seen): boolean => successes + failures >= LEAST;

/** Outcomes as they weigh at this moment: old ones weigh less. */
export const outcomesInWords = ({ successes, failures }: Seen): string =>
  `${formatNumber(successes, 1)} well, ${formatNumber(failures, 1)} not, as they weigh now`;

/** Outcomes count for the role in which the work was done: its own, or that of a persona. */
export function ownInWords(own: Seen & Pick<Expertise, 'prior'>, isElsewhere: boolean): string {
  if (hasOutcomes(own)) return outcomesInWords(own);
  const guess = `an estimate to start with (${formatPercent(own.prior * 100)}): no outcome`;
  return isElsewhere ? `${guess} in its own role; its work was done in personas` : `${guess} yet`;
}
