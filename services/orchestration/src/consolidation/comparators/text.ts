import type { Json } from '../../json.js';
import { SAME, type Comparator, type Comparison } from './comparator.js';
import { canonical, leavesOf } from './json-parts.js';
import { number, numberFault, pointers, pointersFault } from './settings.js';
import { at } from './json-parts.js';

/** Texts that share four of five words say the same more often than not; a capability may ask for more. */
const DEFAULT_THRESHOLD = 0.8;

/** Longer texts are compared by their beginning: a comparison stays within milliseconds. */
const CHARACTERS_MAX = 20_000;

/**
 * Words, whatever their case, accents, order and punctuation: the Sørensen–Dice coefficient of the two bags of words,
 * 2·|A∩B| / (|A|+|B|), at least `threshold`. Of the text at `field` (a list with one JSON pointer), or of all texts in the output.
 */
export const text: Comparator = {
  name: 'text',
  settingsFault: (settings) => numberFault(settings, 'threshold', 1) ?? pointersFault(settings, 'field'),
  compare: (acted, proposed, settings) => {
    const [place = ''] = pointers(settings, 'field');
    const [a, b] = [at(acted, place), at(proposed, place)];
    if (canonical(a) === canonical(b)) return SAME;
    return compareWords(wordsOf(a), wordsOf(b), number(settings, 'threshold', DEFAULT_THRESHOLD));
  },
};

function compareWords(a: readonly string[], b: readonly string[], threshold: number): Comparison {
  const similarity = diceOf(a, b);
  if (similarity === 1) return SAME;
  const isMatch = similarity >= threshold;
  const differences = `${percent(similarity)} of the words are the same, ${percent(threshold)} would be a match`;
  return { isMatch, similarity, differences };
}

/** Dice coefficient of two bags of words; nothing and nothing are the same. */
export function diceOf(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    shared += 1;
    left.set(word, count - 1);
  }
  return (2 * shared) / (a.length + b.length);
}

/** Words in lower case without accents. Numbers and truth values in the output are words too. */
function wordsOf(value: Json | undefined): string[] {
  const all = [...leavesOf(value).values()].map((leaf) => (typeof leaf === 'string' ? leaf : canonical(leaf)));
  const normalised = all.join(' ').slice(0, CHARACTERS_MAX).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return normalised.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
