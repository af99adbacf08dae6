import { searchText } from '../event-search';

/** Whose story is shown; kept in the address. */
export interface StorySearch {
  readonly correlationId?: string;
  readonly subject?: string;
  /** Every event by itself, repeats too. */
  readonly each?: true;
}

/** Reads an address; a first cause is the narrower of the two. */
export function readStorySearch(search: Readonly<Record<string, unknown>>): StorySearch {
  const [correlationId, subject] = [searchText(search['correlationId']), searchText(search['subject'])];
  return {
    ...(correlationId !== undefined ? { correlationId } : subject !== undefined && { subject }),
    ...(search['each'] === true && { each: true as const }),
  };
}
