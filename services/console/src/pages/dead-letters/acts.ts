import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';

export type Act = 'redrive' | 'discard';

/** Reasons are one line; an editor of text makes more of them. */
export const oneLine = (reason: string): string => reason.replace(/\s+/g, ' ').trim();

/** Decides one letter. Rejects with what the desk refuses. */
export async function decide(id: string, act: Act, reason: string): Promise<void> {
  const order = { params: { path: { id } }, body: { reason: oneLine(reason) } };
  if (act === 'redrive') await api.POST('/api/gateway/dead-letters/{id}/redrive', order);
  else await api.POST('/api/gateway/dead-letters/{id}/discard', order);
}

/** Has everything that shows letters or jobs asked again. */
export function lettersChanged(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [, path] }) => typeof path === 'string' && path.startsWith('/api/gateway/dead-letters'),
  });
}
