const ACRONYMS = /\b(?:api|b2b|b2c|llm|seo|sms|url)\b/g;

/** `waiting_for_people` and `net_revenue` as words: `Waiting for people`. */
export function asWords(code: string): string {
  const words = code.replace(/[_-]+/g, ' ').trim();
  const said = words.replace(ACRONYMS, (one) => one.toUpperCase());
  return said.charAt(0).toUpperCase() + said.slice(1);
}

export const plural = (count: number | string, one: string, many = `${one}s`): string =>
  `${Number(count).toLocaleString()} ${Number(count) === 1 ? one : many}`;

/** A department as its own name: `customer experience` and `Customer Experience` are one, `Customer experience`. */
export const departmentLabel = (department: string): string => asWords(department.toLowerCase());
