import { shown } from './terminal.js';

/** Names and values below one another; what is null or empty is left out. */
export function facts(given: readonly (readonly [name: string, value: string | null])[]): string {
  const lines = given.filter(([, value]) => value !== null && value !== '');
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => shown(`${name.padEnd(width)}  ${value}`)).join('\n');
}
