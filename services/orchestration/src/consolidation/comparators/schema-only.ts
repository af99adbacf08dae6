import type { Json } from '../../json.js';
import { partwise, SAME, type Comparator } from './comparator.js';
import { isList, isObject } from './json-parts.js';

/**
 * The same shape: the same names, and under each the same kind of value. For outputs that are free text and differ by nature;
 * that each fits the capability's schema is checked when it ends. Elements of lists are taken together.
 */
export const schemaOnly: Comparator = {
  name: 'schema-only',
  settingsFault: () => undefined,
  compare: (acted, proposed) => {
    const [a, b] = [shapeOf(acted), shapeOf(proposed)];
    const all = new Set([...a, ...b]);
    const differing = [...all].filter((part) => a.has(part) !== b.has(part));
    if (differing.length === 0) return SAME;
    return partwise(
      all.size,
      differing.map((part) => `${part} ${a.has(part) ? 'acted' : 'proposed'} only`),
    );
  },
};

/** Deeper outputs are not looked into. */
const DEPTH_MAX = 40;

function shapeOf(value: Json | undefined, place = '', depth = 0, shape = new Set<string>()): Set<string> {
  if (value === undefined) return shape;
  shape.add(`${place === '' ? 'the output' : place} is ${kindOf(value)}`);
  if (depth >= DEPTH_MAX) return shape;
  if (isList(value)) for (const element of value) shapeOf(element, `${place}/*`, depth + 1, shape);
  else if (isObject(value))
    for (const [name, part] of Object.entries(value)) shapeOf(part, `${place}/${name}`, depth + 1, shape);
  return shape;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
