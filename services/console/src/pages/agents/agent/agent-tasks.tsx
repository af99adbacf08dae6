import { Link } from '@tanstack/react-router';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Time } from '../../../ui/time';
import { useCapabilityTitle } from '../../approvals/use-capability-title';
import { TaskAbout } from '../../tasks/task-about';
import { StateBadge } from '../../tasks/state-badge';
import type { components } from '../../../api/openapi';
import { useTasksOf } from './use-agent';

type Task = components['schemas']['TaskView'];

/** What it did last. */
export function AgentTasks({ agentId }: { readonly agentId: string }) {
  const tasks = useTasksOf(agentId);
  const columns = columnsOf(useCapabilityTitle());
  return (
    <Card
      title="What it did last"
      isPadded={false}
      actions={
        <Link
          to={'/tasks' as '/'}
          search={{ agent: agentId } as never}
          className="text-[13px] font-medium text-accent underline-offset-2 hover:underline"
        >
          All its tasks
        </Link>
      }
    >
      <Answered of={tasks} lines={5}>
        {({ items }) => (
          <DataTable
            label="Its last tasks"
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            rowTo={({ id }) => `/tasks/${id}`}
            empty={<Empty title="It has done nothing yet">Work arrives when routing chooses it.</Empty>}
          />
        )}
      </Answered>
    </Card>
  );
}

const columnsOf = (titleOf: (capability: string) => string): readonly Column<Task>[] => [
  {
    id: 'task',
    header: 'Task',
    isWide: true,
    cell: ({ id, capability, mode, ...task }) => (
      <div className="min-w-0">
        <Link to={`/tasks/${id}` as '/'} className="font-medium text-accent underline-offset-2 hover:underline">
          {capability === null ? 'To be found out' : titleOf(capability)}
        </Link>
        <p className="truncate text-[13px] text-ink-3" title={task.subject}>
          {mode === 'propose' ? 'proposal about' : 'about'} <TaskAbout task={task} />
        </p>
      </div>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: (task) => (
      <span title={task.error?.message}>
        <StateBadge task={task} />
      </span>
    ),
  },
  {
    ...{ id: 'at', header: 'Asked for', align: 'right' },
    cell: ({ createdAt }) => <Time at={createdAt} as="ago" />,
  },
];
