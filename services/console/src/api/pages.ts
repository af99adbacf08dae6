import type { InfiniteData } from '@tanstack/react-query';

/** A page of a list as every service answers it. */
export interface Paged<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string | null;
}

/**
 * For `$api.useInfiniteQuery`: lists go on by cursor. The cache knows questions by path and parameters alone: one that is asked as a
 * list here must not be asked by `useQuery` with the same parameters elsewhere.
 */
export const BY_CURSOR = {
  pageParamName: 'cursor',
  // Left out, the library would ask for the page 0; null is not sent at all.
  initialPageParam: null as unknown as string,
  getNextPageParam: (last: { nextCursor?: string | null } | undefined): string | undefined =>
    last?.nextCursor ?? undefined,
} as const;

/** All rows loaded so far. */
export const rowsOf = <Row>(data: InfiniteData<Paged<Row> | undefined> | undefined): Row[] =>
  (data?.pages ?? []).flatMap((page) => page?.items ?? []);
