import type { Warned } from './knowledge-api.js';

const withUnit = (value: string, unit: string): string => (unit === '' ? value : `${value} ${unit}`);

/** What contradicts an article, in one line each. */
export function warningText({ key, unit, value, state, other, reason }: Warned): string {
  const here = `${key} is ${withUnit(value, unit)} here`;
  const there =
    other === null
      ? 'another value in an article that you may not read'
      : `${withUnit(other.value, unit)} in ${other.citation}`;
  if (state === 'open') return `contradiction: ${here}, ${there}; nobody has said which holds`;
  return `wrong: ${here}, and ${there} holds${reason === null ? '' : ` (${reason})`}`;
}
