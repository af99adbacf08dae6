/** A value of a question as it is shown. */
export type ShownValue =
  | { readonly as: 'money'; readonly minor: string; readonly currency: string | null }
  | { readonly as: 'time'; readonly at: string }
  | { readonly as: 'day'; readonly day: string }
  | { readonly as: 'number'; readonly value: number }
  | { readonly as: 'text'; readonly text: string }
  | { readonly as: 'order' | 'agent'; readonly id: string }
  | { readonly as: 'nothing'; readonly text: string }
  | { readonly as: 'json'; readonly value: unknown };

const WHOLE = /^-?\d{1,18}$/;
/** Fields that hold ids of what people know by another name. */
const IDS = [
  ['order', /^orderId$/],
  ['agent', /^(?:agentId|personaId|[a-z]+AgentId)$/],
] as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const DAY = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** By its name and shape: money is text in fields that end in `Minor`, or below one of prices. */
export function shownValue(name: string, value: unknown, currency: string | null): ShownValue {
  if (value === undefined) return { as: 'nothing', text: 'not there' };
  if (value === null) return { as: 'nothing', text: 'nothing' };
  if (typeof value === 'boolean') return { as: 'text', text: value ? 'yes' : 'no' };
  if (typeof value === 'number') return { as: 'number', value };
  if (typeof value === 'string') {
    if (isMoney(name) && WHOLE.test(value)) return { as: 'money', minor: value, currency };
    if (INSTANT.test(value)) return { as: 'time', at: value };
    if (DAY.test(value)) return { as: 'day', day: value };
    const [as] = IDS.find(([, names]) => names.test(name)) ?? [];
    if (as !== undefined && value !== '') return { as, id: value };
    return value === '' ? { as: 'nothing', text: 'empty' } : { as: 'text', text: value };
  }
  if (Array.isArray(value) && value.length === 0) return { as: 'nothing', text: 'none' };
  const isWords = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isWords ? { as: 'text', text: value.join(', ') } : { as: 'json', value };
}

const isMoney = (name: string): boolean => name.endsWith('Minor');

/** `/order/lines/1/priceMinor` as words: `Order › lines › 2 › price`. */
export function pathWords(pointer: string): string {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const words = parts.map((part) => (/^\d{1,3}$/.test(part) ? String(Number(part) + 1) : nameWords(part)));
  return capital(words.join(' › '));
}

/** `orderTotalMinor` as words: `order total`. Ids and names that are no words of ours stay as they are. */
export function nameWords(name: string): string {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) return name;
  const words = name.replace(/(?<=.)Minor$/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return words.replace(/ [A-Z](?![A-Z])/g, (start) => start.toLowerCase()).replace(/\bid\b/g, 'id');
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
