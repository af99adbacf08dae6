import type { Json, JsonObject } from '../../json.js';

/** Deeper than any capability's output; what lies below is compared as text. */
const DEPTH_MAX = 40;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Every value that holds no others, by its JSON pointer (RFC 6901). Empty lists and objects are values of their own. */
export function leavesOf(value: Json | undefined, pointer = '', depth = 0): Map<string, Json> {
  const leaves = new Map<string, Json>();
  collect(value, pointer, depth, leaves);
  return leaves;
}

function collect(value: Json | undefined, pointer: string, depth: number, leaves: Map<string, Json>): void {
  if (value === undefined) return;
  const children = childrenOf(value);
  if (!children) leaves.set(pointer, value);
  else if (depth >= DEPTH_MAX) leaves.set(pointer, canonical(value));
  else for (const [name, child] of children) collect(child, `${pointer}/${escaped(name)}`, depth + 1, leaves);
}

function childrenOf(value: Json): (readonly [string, Json | undefined])[] | undefined {
  if (!isList(value) && !isObject(value)) return undefined;
  const children = isList(value) ? value.map((child, i) => [String(i), child] as const) : Object.entries(value);
  return children.length > 0 ? children : undefined;
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The value at a JSON pointer; undefined where there is none. */
export function at(value: Json | undefined, pointer: string): Json | undefined {
  let here = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(here)) here = /^\d+$/.test(name) ? here[Number(name)] : undefined;
    else if (isObject(here) && Object.hasOwn(here, name)) here = here[name];
    else return undefined;
  }
  return here;
}

/** Whether a pointer is one of these or lies below one. */
export const isWithin = (pointer: string, places: readonly string[]): boolean =>
  places.some((place) => pointer === place || pointer.startsWith(`${place}/`));

/** The same text for values that are the same, whatever the order of names. */
export function canonical(value: Json | undefined): string {
  return (
    JSON.stringify(value, (_name, part: Json) =>
      isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
    ) ?? 'undefined'
  );
}
