import { SOURCES, type Source } from './merge-timeline';

/** What of a task's page is shown; kept in the address. */
export interface TaskSearch {
  /** Sources of the timeline with commas; all when left out. */
  readonly sources?: string;
  /** Also events of the same story that are not of this task. */
  readonly story?: true;
}

/** Reads an address; what no task's page has is left out. */
export function readTaskSearch({ sources, story }: Readonly<Record<string, unknown>>): TaskSearch {
  const known = sourcesOf(sources);
  return {
    ...(known.length > 0 && known.length < SOURCES.length && { sources: known.join(',') }),
    ...(story === true && { story }),
  };
}

export const sourcesOf = (value: unknown): Source[] =>
  typeof value === 'string' ? SOURCES.filter((source) => value.split(',').includes(source)) : [];

/** With one source more, or one less; none left is all of them. */
export function withSource(sources: string | undefined, source: Source): string {
  const now = sourcesOf(sources);
  return (now.includes(source) ? now.filter((one) => one !== source) : [...now, source]).join(',');
}
