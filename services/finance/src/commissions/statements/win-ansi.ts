/**
 * What the fonts that every PDF reader has can show of a text. They know the Windows code page 1252: letters beyond it lose their
 * marks where that helps, and are a question mark otherwise.
 */
export function winAnsi(text: string): string {
  return [...text].map((letter) => (isKnown(letter) ? letter : withoutMarks(letter))).join('');
}

const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

function isKnown(letter: string): boolean {
  const code = letter.codePointAt(0)!;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || BEYOND_LATIN_1.includes(letter);
}

function withoutMarks(letter: string): string {
  const base = [...letter.normalize('NFKD')].filter((one) => !/\p{M}/u.test(one)).join('');
  return base !== '' && [...base].every(isKnown) ? base : '?';
}
