import { Lru } from './lru.js';
import { spend } from './steps.js';

/** Texts kept folded: a routing decision asks a thousand rules about the same few. */
const FOLDED_TEXTS = 32;

const texts = new Lru<string, string>(FOLDED_TEXTS);

/** What to look for, by list of keywords: one written in a rule is the same list at every evaluation. */
const needles = new WeakMap<readonly unknown[], readonly string[] | null>();

/**
 * Whether one of the keywords stands in the text as whole words. Case, accents and what lies between words don't matter:
 * `HÔTEL-lobby` mentions `hotel` and `hotel lobby`, and `hotels` doesn't mention `hotel`. A keyword that ends with `*` matches
 * words that begin so: `hotel*`. Words are runs of letters and digits, so languages written without spaces have few.
 *
 * @returns undefined when a keyword is no text
 */
export function mentions(text: string, wanted: readonly unknown[]): boolean | undefined {
  if (!spend((text.length * (10 + wanted.length)) / 1_000)) return undefined;
  let wantedNeedles = needles.get(wanted);
  if (wantedNeedles === undefined) {
    wantedNeedles = wanted.every((keyword) => typeof keyword === 'string') ? wanted.map(needleOf) : null;
    needles.set(wanted, wantedNeedles);
  }
  if (wantedNeedles === null) return undefined;
  const folded = texts.get(text, () => ` ${fold(text)} `);
  return wantedNeedles.some((needle) => needle !== '' && folded.includes(needle));
}

function needleOf(keyword: string): string {
  const folded = fold(keyword);
  if (folded === '') return '';
  return keyword.trimEnd().endsWith('*') ? ` ${folded}` : ` ${folded} `;
}

/** Upper and then lower case: that also folds ß to ss. Compatibility decomposition sets accents free, which are dropped. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
