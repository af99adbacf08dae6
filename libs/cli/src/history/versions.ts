import type { Output } from '../output.js';
import { shown } from '../terminal.js';
import { differences, type Difference } from './differences.js';

/** Something as it was since a change, and who made it. */
export interface Version {
  readonly version: number;
  readonly change: string;
  readonly actor: string;
  readonly at: string;
  /** All of it, as far as people set it. */
  readonly is: object;
}

/**
 * What each version changed; null for the first, which has nothing before it.
 *
 * @param versions newest first; where the last one is not the first of all, what was before it is needed and left out
 */
export function changesOf(versions: readonly Version[]): (readonly Difference[] | null)[] {
  return versions.flatMap(({ version, is }, index) => {
    const before = versions[index + 1];
    if (before) return [differences(before.is, is)];
    return version === 1 ? [null] : [];
  });
}

/** Versions for reading, newest first: who changed what, and when. */
export function versionsText(
  output: Output,
  versions: readonly Version[],
  changes: readonly (readonly Difference[] | null)[],
): string {
  return versions
    .slice(0, changes.length)
    .flatMap(({ version, change, actor, at }, index) => [
      output.paint.bold(shown(`version ${version}, ${at}, ${actor}: ${change}`)),
      ...(changes[index]?.map((one) => `  ${differenceText(output, one)}`) ?? ['  the first one']),
    ])
    .join('\n');
}

function differenceText({ paint }: Output, difference: Difference): string {
  const { path, before, after } = difference;
  if (!('before' in difference)) return paint.green(shown(`+ ${path}: ${JSON.stringify(after)}`));
  if (!('after' in difference)) return paint.red(shown(`- ${path}: ${JSON.stringify(before)}`));
  return paint.yellow(shown(`~ ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`));
}
