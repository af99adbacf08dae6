import { arrayLiteral } from '@vividwalls/persistence';

/** What a parameter of a statement may be. */
export type Parameter = string | number | Date | null | readonly Parameter[];

/** A parameter as the server reads it. Done here because the driver only does it for its own queries. */
export function parameterText(value: Parameter): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  const plain = value.map((element) => (element instanceof Date ? element.toISOString() : element));
  return arrayLiteral(plain) ?? `{${plain.map(elementText).join(',')}}`;
}

/** Quoted always: then nothing that an element says can be taken for a part of the array. */
function elementText(element: Parameter): string {
  if (element === null) return 'NULL';
  const text = parameterText(element)!;
  return Array.isArray(element) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
