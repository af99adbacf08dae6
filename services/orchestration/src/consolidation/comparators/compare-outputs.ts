import type { Json } from '../../json.js';
import type { ComparatorChoice } from '../../registry/capability.js';
import { partwise, type Comparator, type Comparison } from './comparator.js';
import { exact, fields, numericTolerance } from './fields.js';
import { schemaOnly } from './schema-only.js';
import { set } from './set.js';
import { text } from './text.js';

/** Every way of comparing, by its name in a capability. */
export const COMPARATORS: ReadonlyMap<string, Comparator> = new Map(
  [exact, fields, numericTolerance, text, set, schemaOnly].map((comparator) => [comparator.name, comparator]),
);

/** What is wrong with a capability's choice, in words; undefined when nothing is. */
export function comparatorFault({ name, settings = {} }: ComparatorChoice): string | undefined {
  const comparator = COMPARATORS.get(name);
  if (!comparator) return `there is no comparator ${name}: ${[...COMPARATORS.keys()].join(', ')} are`;
  return comparator.settingsFault(settings);
}

/**
 * Compares as the capability asks. Never throws: a comparator that is not there or has faulty settings finds a difference that
 * says so, since a comparison that nobody could make is no proof that two outputs are the same.
 */
export function compareOutputs(choice: ComparatorChoice, acted: Json, proposed: Json): Comparison {
  const fault = comparatorFault(choice);
  if (fault !== undefined) return partwise(1, [fault.slice(0, 500)]);
  return COMPARATORS.get(choice.name)!.compare(acted, proposed, choice.settings ?? {});
}
