/** Letters of one consumer, type, reason and state, as the API sums them up. */
export interface LetterGroup {
  readonly consumer: string;
  readonly type: string | null;
  readonly reason: string;
  readonly state: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

/** What one consumer could not handle. */
export interface ConsumerGroup {
  readonly consumer: string;
  readonly count: number;
  readonly newest: string;
  readonly groups: readonly LetterGroup[];
}

/** By consumer, then by error and type; where the newest letter is stands first, each time. */
export function byConsumer(groups: readonly LetterGroup[]): ConsumerGroup[] {
  const consumers = Map.groupBy(groups, ({ consumer }) => consumer);
  return [...consumers]
    .map(([consumer, own]) => ({
      consumer,
      count: own.reduce((sum, { count }) => sum + count, 0),
      newest: own
        .map(({ newest }) => newest)
        .sort()
        .at(-1)!,
      groups: own.toSorted(newestFirst),
    }))
    .sort(newestFirst);
}

const newestFirst = (a: { readonly newest: string }, b: { readonly newest: string }): number =>
  a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0;

export const countOf = (groups: readonly Pick<LetterGroup, 'count'>[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);
