import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Error;
    queryMeta: {
      /** Beginnings of event types after `vw.` (`finance`, `shop.order`) that make what is shown old. */
      readonly topics?: readonly string[];
    };
  }
}

/** A key's hourly limit and a service on its way back deserve another try; a refusal does not. */
const isWorthTrying = (error: ProblemError): boolean => isAway(error) || error.status === 429;

const isAway = ({ status }: ProblemError): boolean => status === 0 || status >= 502;

/** Where an answer is missing because its service is away, it is asked for until the service is back. */
const AWAY_AGAIN_MS = 5_000;

const TRIES = 3;

/** How often a question is asked again that was not answered; refusals are not. @param tries more than the first */
export const retried =
  (tries: number) =>
  (failed: number, error: unknown): boolean =>
    failed < tries && error instanceof ProblemError && isWorthTrying(error);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The live stream says when something is old; until then what was loaded holds.
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      retry: retried(TRIES),
      refetchInterval: ({ state: { error } }) => error instanceof ProblemError && isAway(error) && AWAY_AGAIN_MS,
      retryDelay: (failed) => Math.min(500 * 2 ** failed, 5_000),
    },
    mutations: { retry: false },
  },
});
