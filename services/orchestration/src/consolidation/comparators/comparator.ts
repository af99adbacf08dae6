import type { Json, JsonObject } from '../../json.js';

/** What came out of comparing two outputs. */
export interface Comparison {
  readonly isMatch: boolean;
  /** 0 to 1, 1 being the same. */
  readonly similarity: number;
  /** Where they differ, in words; empty where they don't. */
  readonly differences: string;
}

/**
 * One way of comparing what a legacy agent did with what its successor would have done. Total: whatever the outputs and the
 * settings are, it answers. Symmetric in verdict and similarity: nobody is the standard. The same output always matches itself.
 */
export interface Comparator {
  readonly name: string;
  /** What is wrong with the settings, in words; undefined when nothing is. */
  settingsFault(settings: JsonObject): string | undefined;
  compare(acted: Json, proposed: Json, settings: JsonObject): Comparison;
}

/** Differences that are told of; more are only counted. */
const DIFFERENCES_TOLD = 8;

/** Longest value that is quoted. */
const QUOTED_CHARACTERS = 60;

/** Events take so much. */
const DIFFERENCES_MAX = 1_000;

export const SAME: Comparison = { isMatch: true, similarity: 1, differences: '' };

/** A comparison part by part: a match when no part differs; as similar as the share of parts that don't. */
export function partwise(parts: number, differences: readonly string[]): Comparison {
  const similarity = parts === 0 ? Number(differences.length === 0) : Math.max(0, 1 - differences.length / parts);
  return { isMatch: differences.length === 0, similarity, differences: told(differences) };
}

/** Some differences as one bounded text. */
export function told(differences: readonly string[]): string {
  const some = differences.slice(0, DIFFERENCES_TOLD).join('; ');
  const more = differences.length - DIFFERENCES_TOLD;
  return (more > 0 ? `${some}; and ${more} more` : some).slice(0, DIFFERENCES_MAX);
}

/** A value, short enough to be read. */
export function quoted(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
}

/** The difference of one place, as both sides have it. */
export const differenceAt = (pointer: string, acted: Json | undefined, proposed: Json | undefined): string =>
  `${pointer === '' ? 'the output' : pointer}: ${quoted(acted)} acted, ${quoted(proposed)} proposed`;
