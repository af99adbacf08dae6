import type { Contradiction } from './contradictions-between.js';

export const CONTRADICTION_STATES = ['open', 'resolved', 'past'] as const;
export type ContradictionState = (typeof CONTRADICTION_STATES)[number];

/** A contradiction that was found once, and what became of it. */
export interface StoredContradiction extends Contradiction {
  readonly id: string;
  /** `past`: one of the two says something else now, is valid no more, or is published no more. */
  readonly state: ContradictionState;
  readonly foundAt: Date;
  readonly changedAt: Date;
  /** The article that is right, once a person has said so. */
  readonly holds: string | null;
  readonly reason: string | null;
  readonly resolvedBy: string | null;
}

/** The same two articles with the same two values of the same key: what a person has said of it goes on holding. */
const identity = ({ key, unit, first, second }: Contradiction): string =>
  JSON.stringify([key, unit, first.articleId, first.value, second.articleId, second.value]);

/**
 * What changes when these contradictions are there and those were known. New ones are open; known ones that are there no more are past;
 * past ones that are there again are what they were before: resolved when a person has said which holds, else open.
 */
export function standingsOf(
  found: readonly Contradiction[],
  known: readonly StoredContradiction[],
): { readonly opened: readonly Contradiction[]; readonly changed: readonly StoredContradiction[] } {
  const knownBy = new Map(known.map((one) => [identity(one), one]));
  const foundBy = new Map(found.map((one) => [identity(one), one]));
  const opened = [...foundBy].filter(([id]) => !knownBy.has(id)).map(([, one]) => one);
  const changed = [...knownBy].flatMap(([id, was]): StoredContradiction[] => {
    const now = foundBy.get(id);
    if (!now) return was.state === 'past' ? [] : [{ ...was, state: 'past' }];
    const state = was.state !== 'past' ? was.state : was.holds === null ? 'open' : 'resolved';
    const isSame =
      state === was.state && now.first.version === was.first.version && now.second.version === was.second.version;
    return isSame ? [] : [{ ...was, first: now.first, second: now.second, state }];
  });
  return { opened, changed };
}
