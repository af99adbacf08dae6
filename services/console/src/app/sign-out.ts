import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client';
import { sessionQuery } from './session';

/** Ends the session of this browser. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await api.DELETE('/api/session');
    client.setQueryData(sessionQuery.queryKey, null);
    await navigate({ to: '/sign-in', search: { to: undefined } });
    // What was seen with this key is not there for the next one.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey !== sessionQuery.queryKey });
  };
}
