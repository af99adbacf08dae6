import { isDeepStrictEqual } from 'node:util';

/** What is otherwise at one place: without `before` it came, without `after` it went. */
export interface Difference {
  /** Names from the outside in: `capabilities/copy.edit/expertise`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What makes one JSON value into another, place by place; none when they are the same. Members of a list are told apart by
 * their id or name, plain words by themselves: one that was put in front of others is one that came, not a list all changed.
 */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isRecord(before) && isRecord(after)) return between(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) {
    const [was, is] = [membersOf(before), membersOf(after)];
    const areAlike = was?.key === is?.key || before.length === 0 || after.length === 0;
    if (was && is && areAlike) return betweenMembers(was.members, is.members, path);
  }
  return isDeepStrictEqual(before, after) ? [] : [{ path: path.join('/'), before, after }];
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function between(before: Fields, after: Fields, path: readonly string[]): Difference[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...names].flatMap((name): Difference[] => {
    const at = [...path, name];
    if (!Object.hasOwn(before, name)) return [{ path: at.join('/'), after: after[name] }];
    if (!Object.hasOwn(after, name)) return [{ path: at.join('/'), before: before[name] }];
    return differences(before[name], after[name], at);
  });
}

type Members = ReadonlyMap<string, unknown>;

function betweenMembers(before: Members, after: Members, path: readonly string[]): Difference[] {
  const found = [...new Set([...after.keys(), ...before.keys()])].flatMap((name): Difference[] => {
    const at = [...path, name];
    if (!before.has(name)) return [{ path: at.join('/'), after: after.get(name) }];
    if (!after.has(name)) return [{ path: at.join('/'), before: before.get(name) }];
    return differences(before.get(name), after.get(name), at);
  });
  const [was, is] = [[...before.keys()], [...after.keys()]];
  const isMoved = found.length === 0 && !isDeepStrictEqual(was, is);
  return isMoved ? [{ path: path.join('/'), before: was, after: is }] : found;
}

const KEYS = ['id', 'name'];

/** A list by what its members are called; undefined when they are not called anything, or two are called the same. */
function membersOf(list: readonly unknown[]): { readonly key: string; readonly members: Members } | undefined {
  for (const key of ['', ...KEYS]) {
    const named = list.map((one) => [key === '' ? one : isRecord(one) ? one[key] : undefined, one] as const);
    if (!named.every((entry): entry is readonly [string, unknown] => typeof entry[0] === 'string')) continue;
    const members = new Map(named);
    if (members.size === list.length) return { key, members };
  }
  return undefined;
}
