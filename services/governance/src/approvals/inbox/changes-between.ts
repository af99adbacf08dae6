/** A place at which what is there and what would be there differ. What is not there is left out. */
export interface Change {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** More than anybody compares by eye. */
export const CHANGES_MAX = 500;

export interface Changes {
  readonly changes: readonly Change[];
  /** How many there are beyond those. */
  readonly more: number;
}

/** Where two values differ, as deep as both are objects or both are lists; in the order of the first, then of what is added. */
export function changesBetween(before: unknown, after: unknown): Changes {
  const changes = [...differences('', before, after)];
  return { changes: changes.slice(0, CHANGES_MAX), more: Math.max(0, changes.length - CHANGES_MAX) };
}

function* differences(pointer: string, before: unknown, after: unknown): Generator<Change> {
  if (before === undefined) return yield { pointer, kind: 'added', after };
  if (after === undefined) return yield { pointer, kind: 'removed', before };
  const [ours, theirs] = [partsOf(before), partsOf(after)];
  if (ours === undefined || theirs === undefined || Array.isArray(before) !== Array.isArray(after)) {
    if (!isSame(before, after)) yield { pointer, kind: 'changed', before, after };
    return;
  }
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    if (!isSame(ours.get(name), theirs.get(name))) {
      yield* differences(`${pointer}/${escaped(name)}`, ours.get(name), theirs.get(name));
    }
  }
}

function partsOf(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

/** Both are JSON; fields in another order are the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const [ours, theirs] = [partsOf(a), partsOf(b)];
  if (!ours || !theirs || ours.size !== theirs.size || Array.isArray(a) !== Array.isArray(b)) return false;
  return [...ours].every(([name, value]) => theirs.has(name) && isSame(value, theirs.get(name)));
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
