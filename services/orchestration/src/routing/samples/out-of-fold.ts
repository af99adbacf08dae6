import type { Sample, PersonaWords } from './sample.js';
import { SampleIndex } from './sample-index.js';

/** Parts into which samples are divided for measuring: each is judged by what the other parts taught. */
export const FOLDS = 10;

/** Which part a sample is in: by its id alone, so that another sample more moves none. FNV-1a. */
export function foldOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash % FOLDS;
}

/**
 * An index for each part, made of all samples that are not in it. What is measured with it has never been seen.
 * @returns the index for a task, by its id
 */
export function outOfFold(
  samples: readonly Sample[],
  vocabulary: readonly PersonaWords[],
): (id: string) => SampleIndex {
  const made = new Map<number, SampleIndex>();
  return (id) => {
    const fold = foldOf(id);
    let index = made.get(fold);
    if (!index) {
      index = new SampleIndex(
        samples.filter((sample) => foldOf(sample.id) !== fold),
        vocabulary,
      );
      made.set(fold, index);
    }
    return index;
  };
}
