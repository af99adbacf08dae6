import type { Json } from '../../json.js';
import { differenceAt, partwise, quoted, SAME, type Comparator, type Comparison } from './comparator.js';
import { at, canonical, isList } from './json-parts.js';
import { pointers, pointersFault } from './settings.js';

/**
 * Lists whose order says nothing: tags, ids of chosen works. Of the list at `field` (a list with one JSON pointer), or of the
 * whole output. Repeats count. As similar as the share of elements in both (Jaccard, of multisets).
 */
export const set: Comparator = {
  name: 'set',
  settingsFault: (settings) => pointersFault(settings, 'field'),
  compare: (acted, proposed, settings) => {
    const [place = ''] = pointers(settings, 'field');
    const [a, b] = [at(acted, place), at(proposed, place)];
    if (isList(a) && isList(b)) return compareLists(a, b);
    return canonical(a) === canonical(b) ? SAME : partwise(1, [differenceAt(place, a, b)]);
  },
};

function compareLists(acted: readonly Json[], proposed: readonly Json[]): Comparison {
  const missing = without(acted, proposed);
  const added = without(proposed, acted);
  const differences = [
    ...missing.map((element) => `${quoted(element)} is not proposed`),
    ...added.map((element) => `${quoted(element)} is proposed only`),
  ];
  return partwise(proposed.length + missing.length, differences);
}

/** Elements of a list that another one lacks, each as often as it lacks it. */
function without(list: readonly Json[], other: readonly Json[]): Json[] {
  const left = new Map<string, number>();
  for (const element of other.map(canonical)) left.set(element, (left.get(element) ?? 0) + 1);
  return list.filter((element) => {
    const count = left.get(canonical(element)) ?? 0;
    left.set(canonical(element), count - 1);
    return count <= 0;
  });
}
