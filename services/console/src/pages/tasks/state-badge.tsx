import { Badge } from '../../ui/badge';
import { STATES } from './task-words';
import type { TaskView } from './tasks-search';

const WAITING = { label: 'Waiting', tone: 'none' } as const;

/** A task’s state; what should have been done by now says so in words. */
export function StateBadge({ task }: { readonly task: Pick<TaskView, 'state' | 'overdue' | 'waitsFor'> }) {
  const { state, overdue, waitsFor } = task;
  // Nobody is on it while it waits, although its try goes on.
  const { label, tone } = state === 'running' && waitsFor !== null ? WAITING : STATES[state];
  return (
    <span className="inline-flex items-center gap-1">
      <Badge tone={tone}>{label}</Badge>
      {overdue && <Badge tone="warn">overdue</Badge>}
    </span>
  );
}
