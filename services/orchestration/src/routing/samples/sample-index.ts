import { likelihoods } from './likelihoods.js';
import { keyOf, type Belongs, type PersonaWords, type Sample } from './sample.js';
import { sameWords, wordsOf } from './words-of.js';

/** How often a word of a persona counts: like as many samples that have it. */
const WORDS_COUNT = 2;

/** Shorter texts than this are not recognised as the same: `Yes, please` is no piece of work. */
const SAME_TEXT_WORDS_MIN = 3;

/** What the same text proves for whom it is known to belong to. */
const SAME_TEXT_PROVES = 0.97;

/** Samples that are named in an explanation. */
const NAMED_MAX = 2;

/** How likely a text belongs to somebody, by what it has in common with samples. */
export interface Hint {
  readonly belongs: Belongs;
  /** 0 to 1; over all that were asked for at most 1 in sum. */
  readonly likelihood: number;
  /** Whether the same text is known to belong to it. */
  readonly isSame: boolean;
}

interface Group {
  readonly belongs: Belongs;
  readonly samples: readonly { readonly sample: Sample; readonly words: ReadonlySet<string> }[];
}

/**
 * Texts of which people said where they belong, and the words of the personas, as one vector of words for each persona (a
 * centroid); a text is compared with all of them by its words alone. A word weighs the more, the fewer personas have it. What is
 * the same set of samples gives the same answers, whatever the order they came in.
 */
export class SampleIndex {
  private readonly groups: readonly Group[];
  /** By word: whose it is, and what it weighs there. */
  private readonly weights: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  private readonly same: ReadonlyMap<string, Belongs>;
  private readonly vocabulary: ReadonlyMap<string, PersonaWords>;

  constructor(samples: readonly Sample[], vocabulary: readonly PersonaWords[]) {
    const known = Map.groupBy(
      samples.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ({ belongs }) => keyOf(belongs),
    );
    const words = new Map(vocabulary.map((of) => [keyOf(belongsOf(of)), of]));
    this.vocabulary = words;
    const keys = [...new Set([...known.keys(), ...words.keys()])].sort();
    const counts = new Map<string, Map<number, number>>();
    const count = (word: string, group: number, times: number) => {
      const by = counts.get(word) ?? new Map<number, number>();
      counts.set(word, by.set(group, (by.get(group) ?? 0) + times));
    };
    this.groups = keys.map((key, group) => {
      const own = words.get(key);
      for (const word of own ? wordsIn(own) : []) count(word, group, WORDS_COUNT);
      const had = (known.get(key) ?? []).map((sample) => ({ sample, words: new Set(wordsIn(sample)) }));
      for (const one of had) for (const word of one.words) count(word, group, 1);
      return { belongs: own ? belongsOf(own) : had[0]!.sample.belongs, samples: had };
    });
    this.weights = weightsOf(counts, keys.length);
    // Corrections come after what was delivered, newer ones after older ones: the last word on a text counts.
    const knownBy = samples.filter(({ isByWords }) => isByWords).toSorted(lastWordLast);
    this.same = new Map(knownBy.map(({ text, belongs }) => [sameWords(text), belongs]));
  }

  /**
   * How likely a text belongs to each of those that are concerned, likeliest first; of equal ones the first by name.
   * @param isConcerned who is asked about; what is said for others has no part in it
   */
  hints(text: string, isConcerned: (belongs: Belongs) => boolean): Hint[] {
    const same = this.sameAs(text);
    if (same !== undefined && isConcerned(same)) return [{ belongs: same, likelihood: SAME_TEXT_PROVES, isSame: true }];
    const scored = this.scores(text, isConcerned);
    const likely = likelihoods(scored.map(({ score }) => score));
    return scored.map(({ belongs }, n) => ({ belongs, likelihood: likely[n]!, isSame: false }));
  }

  /** What a text has in common with each that is concerned and with which it has anything, most first. */
  scores(
    text: string,
    isConcerned: (belongs: Belongs) => boolean,
  ): { readonly belongs: Belongs; readonly score: number }[] {
    const scores = new Float64Array(this.groups.length);
    for (const word of wordsOf(text))
      for (const [group, weight] of this.weights.get(word) ?? []) scores[group]! += weight;
    // Groups are in the order of their keys, and sorting keeps the order of equal ones.
    return this.groups
      .map(({ belongs }, group) => ({ belongs, score: scores[group]! }))
      .filter(({ belongs, score }) => score > 0 && isConcerned(belongs))
      .sort((a, b) => b.score - a.score);
  }

  /** Samples of somebody that have most in common with a text, most first. */
  likest(text: string, belongs: Belongs): Sample[] {
    const group = this.groups.findIndex((of) => keyOf(of.belongs) === keyOf(belongs));
    if (group < 0) return [];
    const words = wordsOf(text);
    const weightOf = (word: string) => this.weights.get(word)?.find(([of]) => of === group)?.[1] ?? 0;
    return this.groups[group]!.samples.map(({ sample, words: had }) => {
      const common = words.filter((word) => had.has(word)).reduce((sum, word) => sum + weightOf(word), 0);
      return { sample, common: common / Math.sqrt(had.size || 1) };
    })
      .filter(({ common }) => common > 0)
      .sort((a, b) => b.common - a.common || (a.sample.id < b.sample.id ? -1 : 1))
      .slice(0, NAMED_MAX)
      .map(({ sample }) => sample);
  }

  /** Whether there are words of a persona (`agent/persona`). */
  has(key: string): boolean {
    return this.vocabulary.has(key);
  }

  /** The words of a persona, with what it is for in plain ones. */
  wordsFor(belongs: Belongs): PersonaWords | undefined {
    return this.vocabulary.get(keyOf(belongs));
  }

  private sameAs(text: string): Belongs | undefined {
    const same = sameWords(text);
    return same.split(' ').length < SAME_TEXT_WORDS_MIN ? undefined : this.same.get(same);
  }
}

const read = new WeakMap<Sample | PersonaWords, readonly string[]>();

/** Read once for each: an index is made anew with every correction, and measuring makes ten. */
function wordsIn(of: Sample | PersonaWords): readonly string[] {
  let words = read.get(of);
  if (!words) read.set(of, (words = wordsOf('text' in of ? of.text : of.words.join('\n'))));
  return words;
}

function lastWordLast(a: Sample, b: Sample): number {
  if (a.isCorrection !== b.isCorrection) return a.isCorrection ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

function belongsOf({ agentId, personaId }: PersonaWords): Belongs {
  return agentId === null || personaId === null ? 'person' : { agentId, personaId };
}

/**
 * What a word of a text weighs for each that has it: rarity² · √times, over the root of the length of its vector, so that who has
 * many words is not preferred for it.
 */
function weightsOf(
  counts: ReadonlyMap<string, ReadonlyMap<number, number>>,
  groups: number,
): Map<string, readonly (readonly [number, number])[]> {
  // In the order of the words: sums of floats depend on the order of what is added.
  const ordered = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const rarity = (by: ReadonlyMap<number, number>) => Math.log((1 + groups) / (0.5 + by.size));
  const squares = new Float64Array(groups);
  for (const [, by] of ordered) for (const [group, times] of by) squares[group]! += rarity(by) ** 2 * times;
  return new Map(
    ordered.map(([word, by]) => {
      const rare = rarity(by);
      const weights = [...by].sort(([a], [b]) => a - b);
      return [
        word,
        weights.map(([group, times]) => [group, (rare ** 2 * Math.sqrt(times)) / squares[group]! ** 0.25] as const),
      ];
    }),
  );
}
