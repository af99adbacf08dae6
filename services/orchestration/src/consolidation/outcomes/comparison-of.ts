import { withoutPersonalData } from '@vividwalls/events';
import type { Json } from '../../json.js';
import type { ComparatorChoice } from '../../registry/capability.js';
import { compareOutputs } from '../comparators/compare-outputs.js';
import type { ComparisonVerdict, TrialSide } from './shadow-rows.js';

export interface Compared {
  readonly comparator: string;
  readonly verdict: ComparisonVerdict;
  readonly similarity: number;
  readonly differences: string;
}

/** Its words for a difference are figures. */
const QUOTES_NOTHING: ReadonlySet<string> = new Set(['text']);

const PERSONAL_ONLY = 'they differ in personal data, which is not repeated here';

/**
 * What a proposal is worth beside the act. Without an output on both sides there is nothing to compare: that proves nothing for
 * or against the target, and its failures are counted as errors elsewhere. Outputs are compared as they are; the words for the
 * differences, which are told and kept for ever, are found without the personal data in them.
 */
export function comparisonOf(act: TrialSide, proposal: TrialSide, choice: ComparatorChoice | undefined): Compared {
  const comparator = choice?.name ?? 'none';
  const incomparable = (why: string): Compared => ({
    ...{ comparator, verdict: 'incomparable', similarity: 0, differences: why },
  });
  if (!choice) return incomparable('the capability is not in the registry any more');
  if (act.state !== 'succeeded') return incomparable(`the act ended as ${act.state}`);
  if (proposal.state !== 'succeeded') return incomparable(`the proposal ended as ${proposal.state}`);
  const { isMatch, similarity, differences } = compareOutputs(choice, act.output, proposal.output);
  const verdict = isMatch ? 'match' : 'difference';
  if (differences === '' || QUOTES_NOTHING.has(comparator)) return { comparator, verdict, similarity, differences };
  const [acted, proposed] = [act.output, proposal.output].map(withoutPersonalData) as [Json, Json];
  return {
    comparator,
    verdict,
    similarity,
    differences: compareOutputs(choice, acted, proposed).differences || PERSONAL_ONLY,
  };
}
