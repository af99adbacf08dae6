/**
 * An array of plain values as PostgreSQL reads it, `{"a","b",null}`; undefined when something else is in it, which the driver
 * then writes itself. JSON writes the same in one go wherever nothing has to be escaped, and the driver goes through every
 * element by two regular expressions: it took a twentieth of the time of a service that books orders.
 */
export function arrayLiteral(values: readonly unknown[]): string | undefined {
  if (!values.every(isPlain)) return undefined;
  const json = JSON.stringify(values);
  return json.includes('\\') ? undefined : `{${json.slice(1, -1)}}`;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || value === null || typeof value === 'boolean' || Number.isFinite(value);
}
