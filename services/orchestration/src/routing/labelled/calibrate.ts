import { keyOf, type Belongs, type PersonaWords, type Sample } from '../samples/sample.js';
import { likelihoods, type Calibration } from '../samples/likelihoods.js';
import { confidenceOf } from '../confidence.js';
import { CONFIDENCE_THRESHOLD } from '../routing-weights.js';
import { FOLDS, foldOf } from '../samples/out-of-fold.js';
import { SampleIndex } from '../samples/sample-index.js';
import { wordsOf } from '../samples/words-of.js';
import type { Measured } from '../../measured/measured.js';
import { measured } from '../../measured/measured.js';

/** What samples that were not seen have in common with whom, likeliest first; and where they belong. */
export interface Scored {
  readonly sample: Sample;
  readonly belongs: readonly Belongs[];
  readonly scores: readonly number[];
}

/**
 * Scores every sample by an index that has not seen it.
 * @param strikes also takes from the vocabulary what stands in the samples of the part that is judged and in no others: whoever
 * wrote the vocabulary knew them, and may have put in words that only they use. What is left is the worst that can be true.
 */
export function scoreOutOfFold(
  samples: readonly Sample[],
  vocabulary: readonly PersonaWords[],
  strikes: boolean,
): Scored[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const judged = samples.filter(({ id }) => foldOf(id) === fold);
    const others = samples.filter(({ id }) => foldOf(id) !== fold);
    const index = new SampleIndex(others, strikes ? struck(vocabulary, judged, others) : vocabulary);
    return judged.map((sample) => {
      const scored = index.scores(sample.text, () => true);
      return { sample, belongs: scored.map(({ belongs }) => belongs), scores: scored.map(({ score }) => score) };
    });
  }).flat();
}

function struck(
  vocabulary: readonly PersonaWords[],
  judged: readonly Sample[],
  others: readonly Sample[],
): PersonaWords[] {
  const known = new Set(others.flatMap(({ text }) => wordsOf(text)));
  const only = new Set(judged.flatMap(({ text }) => wordsOf(text)).filter((word) => !known.has(word)));
  return vocabulary.map((of) => ({ ...of, words: wordsOf(of.words.join('\n')).filter((word) => !only.has(word)) }));
}

export interface Reliability {
  /** Of those decided: how many are right. */
  readonly decided: Measured;
  /** Share of all that are decided. */
  readonly coverage: number;
}

/** How a calibration would do at the threshold, by samples alone. */
export function reliabilityOf(scored: readonly Scored[], calibration: Calibration): Reliability {
  const decided = scored.flatMap(({ sample, belongs, scores }) => {
    const [best = 0, rival = 0] = likelihoods(scores, calibration);
    if (typeof belongs[0] !== 'object' || confidenceOf(best, rival) < CONFIDENCE_THRESHOLD) return [];
    return [{ isRight: keyOf(belongs[0]) === keyOf(sample.belongs) }];
  });
  return { decided: measured(decided), coverage: scored.length === 0 ? 0 : decided.length / scored.length };
}
