import type { Json, JsonObject } from '../../json.js';
import { differenceAt, partwise, type Comparator, type Comparison } from './comparator.js';
import { at, canonical, isWithin, leavesOf } from './json-parts.js';
import { number, numberFault, pointers, pointersFault } from './settings.js';

/** Numbers within both tolerances of each other are equal: so much absolutely, or such a share of the larger one. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

const EXACTLY: Tolerance = { absolute: 0, relative: 0 };

/** Decimal text of money counts as a number, as minor units are kept. */
const NUMERIC_TEXT = /^-?\d{1,15}(\.\d{1,6})?$/;

/** All of it, value by value; the order of names does not matter, that of lists does. */
export const exact: Comparator = {
  name: 'exact',
  settingsFault: () => undefined,
  compare: (acted, proposed) => compareLeaves(leavesOf(acted), leavesOf(proposed), EXACTLY),
};

/**
 * Some places only (`fields`, JSON pointers; all when left out, or when neither output has one of them), without those of `ignore`. Numbers may differ by `absolute`, or
 * by `relative`, a share of the larger one.
 */
export const fields: Comparator = {
  name: 'fields',
  settingsFault: (settings) =>
    pointersFault(settings, 'fields') ?? pointersFault(settings, 'ignore') ?? toleranceFault(settings),
  compare: (acted, proposed, settings) => {
    const [chosen, ignored] = [pointers(settings, 'fields'), pointers(settings, 'ignore')];
    const parts = (places: readonly string[]) =>
      [within(acted, places, ignored), within(proposed, places, ignored)] as const;
    const [some, others] = parts(chosen);
    // Where neither side has any of the places there is nothing to compare, which is no match: then all of it counts.
    const [a, b] = some.size + others.size > 0 ? [some, others] : parts(['']);
    return compareLeaves(a, b, toleranceOf(settings));
  },
};

/** All of it, with numbers that may differ a little: `fields` with every place. */
export const numericTolerance: Comparator = {
  name: 'numeric-tolerance',
  settingsFault: toleranceFault,
  compare: (acted, proposed, settings) => compareLeaves(leavesOf(acted), leavesOf(proposed), toleranceOf(settings)),
};

function within(value: Json, places: readonly string[], ignored: readonly string[]): Map<string, Json> {
  const leaves = places.flatMap((place) => [...leavesOf(at(value, place), place)]);
  return new Map(leaves.filter(([pointer]) => !isWithin(pointer, ignored)));
}

function compareLeaves(acted: Map<string, Json>, proposed: Map<string, Json>, tolerance: Tolerance): Comparison {
  const places = [...new Set([...acted.keys(), ...proposed.keys()])];
  const differing = places.filter((place) => !isEqual(acted.get(place), proposed.get(place), tolerance));
  return partwise(
    places.length,
    differing.map((place) => differenceAt(place, acted.get(place), proposed.get(place))),
  );
}

function isEqual(a: Json | undefined, b: Json | undefined, { absolute, relative }: Tolerance): boolean {
  if (canonical(a) === canonical(b)) return true;
  const [x, y] = [numeric(a), numeric(b)];
  if (x === undefined || y === undefined || absolute + relative === 0) return false;
  return Math.abs(x - y) <= Math.max(absolute, relative * Math.max(Math.abs(x), Math.abs(y)));
}

function numeric(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMERIC_TEXT.test(value) ? Number(value) : undefined;
}

const toleranceOf = (settings: JsonObject): Tolerance => ({
  absolute: number(settings, 'absolute', 0),
  relative: number(settings, 'relative', 0),
});

function toleranceFault(settings: JsonObject): string | undefined {
  return numberFault(settings, 'absolute', Number.MAX_SAFE_INTEGER) ?? numberFault(settings, 'relative', 1);
}
