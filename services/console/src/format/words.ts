/** `waiting_for_people` and `net_revenue` as words: `Waiting for people`. */
export function asWords(code: string): string {
  const words = code.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const plural = (count: number | string, one: string, many = `${one}s`): string =>
  `${Number(count).toLocaleString()} ${Number(count) === 1 ? one : many}`;
