/** Words that say nothing about what a piece of work is. */
const SAYS_NOTHING = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have he her him his how i if in into is it its ' +
    'just me my no not of on or our please she should so some such than that the their them then there these they this to too ' +
    'us was we what when where which who why will with would you your hello hi dear thanks thank any also about all re d ll m ' +
    's t ve o'
  ).split(' '),
);

/** What follows the stem of an English word, and what then stands for it; the first that fits is taken. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['ies', 'y'],
  ['sses', 'ss'],
  ['ing', ''],
  ['edly', ''],
  ['ed', ''],
  ['ers', 'er'],
  ['ly', ''],
  ['es', ''],
  ['s', ''],
];

/** British and American spellings of the words of our trade. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['colour', 'color'],
  ['fulfill', 'fulfil'],
  ['catalogu', 'catalog'],
  ['programm', 'program'],
];

const DIGITS = /\p{N}+/gu;
const WORDS = /[\p{L}\p{N}]+(?:['’][a-z]+)?/gu;
const STEM_MIN = 3;

/**
 * The words of a text that say what it is about: each once, in the order of the alphabet, without case, accents and endings. A number
 * is `#`, and `24x36` is `#x#`: that there is one says something, which one doesn't. Endings are cut as English has them; words
 * of other languages lose little by it.
 */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const [word] of foldedWords(text).matchAll(WORDS)) {
    const plain = word.replace(/['’]s?/g, '');
    if (/^\p{N}+$/u.test(plain)) words.add('#');
    else if (/\p{N}/u.test(plain)) words.add(plain.replace(DIGITS, '#'));
    else if (plain !== '' && !SAYS_NOTHING.has(plain)) words.add(stemOf(plain));
  }
  return [...words].sort();
}

/** A text as it is compared with others: without case, accents and what lies between words. */
export const sameWords = (text: string): string =>
  foldedWords(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Upper and then lower case: that also makes ß to ss. */
const foldedWords = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .toLowerCase();

function stemOf(word: string): string {
  if (word.length <= STEM_MIN) return word;
  let stem = word;
  const ending = ENDINGS.find(([end]) => word.endsWith(end) && word.length - end.length >= STEM_MIN);
  if (ending && !(ending[0] === 's' && word.endsWith('ss'))) stem = word.slice(0, -ending[0].length) + ending[1];
  if (stem.endsWith('e') && stem.length > STEM_MIN) stem = stem.slice(0, -1);
  // `shipping` and `ship`, but `full` and `pass` as they are.
  if (stem.length > STEM_MIN + 1 && stem.at(-1) === stem.at(-2) && !'lsz'.includes(stem.at(-1)!))
    stem = stem.slice(0, -1);
  return SPELLINGS.reduce((spelt, [from, to]) => spelt.replace(from, to), stem);
}
