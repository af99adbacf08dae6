import type { TaskShown } from '@vividwalls/contracts';

type Stands = Pick<TaskShown, 'state' | 'waitsFor' | 'cancelRequested'>;

/** `queued, waits for retry`. */
export function stateText({ state, waitsFor, cancelRequested }: Stands): string {
  const words = state.replaceAll('_', ' ');
  const parts = [words, waitsFor === null ? '' : `waits for ${waitsFor}`, cancelRequested ? 'is to be cancelled' : ''];
  return parts.filter(Boolean).join(', ');
}

/** Who is on it: `sales-director as hospitality-sales`. */
export function workerText({ agentId, personaId }: Pick<TaskShown, 'agentId' | 'personaId'>): string {
  if (agentId === null) return '';
  return personaId === null ? agentId : `${agentId} as ${personaId}`;
}
