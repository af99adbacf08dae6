import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { $api } from '../../api/client';
import { Answered } from '../../ui/loading';
import { Page } from '../../ui/page';
import { AttemptsCard } from './attempts-card';
import { FamilyCard } from './family-card';
import { RoutingCard } from './routing-card';
import { StepsCard } from './steps-card';
import { TaskActs } from './task-acts';
import { titleOf } from './task-columns';
import { TaskFacts } from './task-facts';
import type { TaskSearch } from './task-search';
import { TaskTimeline } from './task-timeline';
import type { TaskView } from './tasks-search';
import { useCapabilities } from './use-capabilities';
import { useStory } from './use-story';
import { ValuesCard } from './values-card';
import { WaitingNotice } from './waiting-notice';

/** One task: what happened to it, of all sources in one place, and what can be done about it. */
export function TaskPage() {
  const id = useParams({ strict: false, select: (params) => params.id })!;
  const capabilities = useCapabilities();
  const query = $api.useQuery(
    'get',
    '/api/orchestration/tasks/{id}',
    { params: { path: { id } } },
    { meta: { topics: ['orchestration.task'] } },
  );
  const task = query.data;
  return (
    <Page
      title={task ? titleOf(task.capability, capabilities) : 'Task'}
      description={
        <Link to="/tasks" className="inline-flex items-center gap-1 text-accent">
          <ArrowLeft aria-hidden className="size-4" /> Tasks
        </Link>
      }
      actions={task && <TaskActs key={id} task={task} />}
    >
      <Answered of={query} lines={12}>
        {(known) => <Known key={id} task={known} />}
      </Answered>
    </Page>
  );
}

function Known({ task }: { readonly task: TaskView }) {
  const search: TaskSearch = useSearch({ strict: false });
  const { lines, work, story, missing } = useStory(task, search.story === true);
  const capability = useCapabilities().find(({ name }) => name === task.capability);
  return (
    <>
      <WaitingNotice task={task} outputSchema={capability?.outputSchema} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(300px,380px)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Answered of={lines} lines={8}>
            {() => <TaskTimeline task={task} story={story} missing={missing} search={search} />}
          </Answered>
          <ValuesCard title="Input" value={task.input} schema={capability?.inputSchema} />
          <ValuesCard title="Output" value={task.output} schema={capability?.outputSchema} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <TaskFacts task={task} />
          <RoutingCard task={task} />
          <AttemptsCard task={task} lines={lines.data?.items ?? []} />
          <StepsCard steps={work.data?.steps ?? []} />
          <FamilyCard task={task} />
        </div>
      </div>
    </>
  );
}
