import { $api } from '../../api/client';
import { Button } from '../../ui/button';
import { BY_CURSOR, rowsOf } from '../../api/pages';
import { Card } from '../../ui/card';
import { AgentName, TaskLink } from '../../ui/place-links';
import { StateBadge } from './state-badge';
import { titleOf } from './task-columns';
import type { TaskView } from './tasks-search';
import { useCapabilities } from './use-capabilities';

const META = { topics: ['orchestration.task'] } as const;

/** Where it comes from and what it handed on, as a tree; and tasks that are the same work in another way. */
export function FamilyCard({ task }: { readonly task: TaskView }) {
  const { id, parentId, retryOf, shadowOf } = task;
  const children = $api.useInfiniteQuery(
    'get',
    '/api/orchestration/tasks',
    { params: { query: { parent: id, limit: 50 } } },
    { ...BY_CURSOR, meta: META },
  );
  // The API tells the newest first; a tree is read from the first.
  const rows = rowsOf<TaskView>(children.data).toReversed();
  if (parentId === null && retryOf === null && shadowOf === null && rows.length === 0) return null;
  return (
    <Card title="Where it belongs">
      <ul className="flex flex-col gap-2">
        {retryOf !== null && <Related label="Does again" id={retryOf} />}
        {shadowOf !== null && <Related label="Proposes beside" id={shadowOf} />}
        {parentId !== null && <Related label="Part of" id={parentId} />}
        {rows.length > 0 && (
          <li>
            <p className="text-[13px] text-ink-3">Handed on to</p>
            <ul className="mt-1 flex flex-col gap-2 border-l-2 border-line-strong pl-3">
              {rows.map((child) => (
                <TaskLine key={child.id} task={child} />
              ))}
            </ul>
            {children.hasNextPage && (
              <Button isSmall isBusy={children.isFetchingNextPage} onClick={() => void children.fetchNextPage()}>
                Load more
              </Button>
            )}
          </li>
        )}
      </ul>
    </Card>
  );
}

function Related({ label, id }: { readonly label: string; readonly id: string }) {
  const { data } = $api.useQuery('get', '/api/orchestration/tasks/{id}', { params: { path: { id } } }, { meta: META });
  return (
    <li>
      <p className="text-[13px] text-ink-3">{label}</p>
      <ul className="mt-1 border-l-2 border-line-strong pl-3">
        {data ? <TaskLine task={data} /> : <TaskLink id={id} />}
      </ul>
    </li>
  );
}

function TaskLine({ task }: { readonly task: TaskView }) {
  const capabilities = useCapabilities();
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <TaskLink id={task.id}>{titleOf(task.capability, capabilities)}</TaskLink>
      <StateBadge task={task} />
      {task.agentId !== null && (
        <span className="text-[13px] text-ink-3">
          <AgentName id={task.agentId} />
        </span>
      )}
    </li>
  );
}
