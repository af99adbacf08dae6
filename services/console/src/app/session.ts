import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { components } from '../api/openapi';
import { ProblemError } from '../api/problem';
import { covers } from './page-scopes';

/** Who looks, and what the shop's clock and money are. */
export type SessionShown = components['schemas']['SessionView'];

/** Null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async (): Promise<SessionShown | null> => (await api.GET('/api/session')).data ?? null,
});

/** For pages: the router lets nobody see one who is not signed in. */
export function useSession(): SessionShown {
  const { data } = useSuspenseQuery(sessionQuery);
  const [known, setKnown] = useState(data);
  if (data && data !== known) setKnown(data);
  // When a session ends, what is shown stays as it is until the router has left for sign-in.
  const shown = data ?? known;
  if (!shown) throw new ProblemError(401, 'Not signed in', 'Sign in again.');
  return shown;
}

export const useShop = (): SessionShown['shop'] => useSession().shop;

/** What a key may do: `*`, `finance:*` or the scope itself. A button that would be refused is not offered. */
export function useMay(scope: string): boolean {
  return useMayEach()(scope);
}

/** The same for many scopes. */
export function useMayEach(): (scope: string) => boolean {
  const { scopes } = useSession();
  return (scope) => covers(scopes, scope);
}
