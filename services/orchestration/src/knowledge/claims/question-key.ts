/** Words that say nothing of what is asked. */
const EMPTY = new Set(
  (
    'a an and any are as at be by can could did do does for from get give has have how i if in is it its let many may me much my ' +
    'of on one or our per say shall should so some tell than that the their them there these they this to up us was we what when ' +
    'where which who why will with would you your about please currently'
  ).split(' '),
);

/** The words of a text that tell something, in lower case and the singular. */
export function tellingWords(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .split(/[^a-z0-9]+/);
  return new Set(words.filter((word) => word !== '' && !EMPTY.has(word)).map(singular));
}

const singular = (word: string): string =>
  word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;

/**
 * The same for questions that ask the same in almost the same words: `asked:artwork-price-range` for “What is the price range of
 * your artworks?” and for “price range of the artwork”. Undefined when nothing in it tells anything.
 */
export function questionKey(question: string): string | undefined {
  const words = [...tellingWords(question)].sort();
  return words.length === 0 ? undefined : `asked:${words.join('-')}`.slice(0, 200);
}
