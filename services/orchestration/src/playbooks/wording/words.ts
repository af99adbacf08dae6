/** The words of a text, in lower case, without punctuation. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
}

/** Those of the signs that occur, each once. */
export function found(said: readonly string[], signs: readonly string[]): string[] {
  const set = new Set(said);
  return signs.filter((sign) => set.has(sign));
}

/** Words that carry no meaning of their own. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for from has have how i if in into is it its me my no not of on or our so that the ' +
    'their them they this to us was we were what when which who will with you your than then there these those about'
  ).split(' '),
);

/** Words worth counting. */
export function meaningful(text: string): string[] {
  return words(text).filter((word) => word.length > 2 && !STOP_WORDS.has(word));
}

/** By how often they occur, then by the alphabet, so that the same text always gives the same order. */
export function byFrequency(terms: readonly string[]): { readonly term: string; readonly times: number }[] {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts]
    .map(([term, times]) => ({ term, times }))
    .sort((a, b) => b.times - a.times || (a.term < b.term ? -1 : 1));
}

/** Cut at the last word that fits. */
export function fitted(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const cut = text.slice(0, Math.max(0, maxCharacters - 1));
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : undefined).trimEnd()}…`;
}
