import type { QueryClient } from '@tanstack/react-query';

/** Has everything about migrations asked again: what a person did must be seen at once, with the live stream or without. */
export const askedAgain = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).includes('/migration') });
