import { useQueries } from '@tanstack/react-query';
import { $api } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { useMay } from '../../app/session';
import { mergeTimeline, type ApprovalTold, type EventTold, type SpendTold } from './merge-timeline';
import type { TaskView } from './tasks-search';

/** Of each source; what is beyond it is found over its own page. */
const APPROVALS_MAX = 20;
const SPENDS_MAX = 20;
const EVENTS_MAX = 200;
const LINES_MAX = 1_000;

/** Everything that is known of a task, of all services, with what can’t be had and why. */
export function useStory(task: TaskView, isWholeStory: boolean) {
  const mayReadApprovals = useMay('governance:read');
  const mayReadSpends = useMay('finance:read');
  const mayReadEvents = useMay('audit:read');
  const lines = $api.useQuery(
    'get',
    '/api/orchestration/tasks/{id}/timeline',
    { params: { path: { id: task.id }, query: { limit: LINES_MAX } } },
    { meta: { topics: ['orchestration.task'] } },
  );
  const work = useWork(task.id);
  const approvals = useApprovals(task.id, mayReadApprovals);
  const spends = useSpends(work.data?.spends ?? [], mayReadSpends);
  const events = $api.useQuery(
    'get',
    '/api/audit/events',
    {
      params: {
        query: {
          ...(isWholeStory ? { correlationId: task.correlationId } : { subject: task.id }),
          ...{ order: 'asc', limit: EVENTS_MAX },
        },
      },
    },
    { enabled: mayReadEvents, meta: { topics: ['orchestration', 'governance', 'finance', 'shop', 'dlq'] } },
  );
  const missing = [
    ...(mayReadApprovals ? [] : ['approvals: the key may not read governance']),
    ...(mayReadSpends ? [] : ['money: the key may not read finance']),
    ...(mayReadEvents ? [] : ['events: the key may not read the audit']),
    ...[approvals.error, spends.error, events.error].flatMap((error) => (error ? [(error as Error).message] : [])),
    ...(events.data?.nextCursor ? [`events after the first ${EVENTS_MAX}`] : []),
  ];
  const story = mergeTimeline({
    ...{ lines: lines.data?.items ?? [], steps: work.data?.steps ?? [] },
    ...{ approvals: approvals.told, spends: spends.told, events: (events.data?.items ?? []) as EventTold[] },
  });
  return { lines, work, story, missing };
}

export const useWork = (id: string) =>
  $api.useQuery(
    'get',
    '/api/orchestration/tasks/{id}/work',
    { params: { path: { id } } },
    { meta: { topics: ['orchestration.task'] } },
  );

function useApprovals(taskId: string, enabled: boolean) {
  const meta = { topics: ['governance.approval'] };
  const list = $api.useQuery(
    'get',
    '/api/governance/approvals',
    { params: { query: { taskId, state: 'any', limit: APPROVALS_MAX } } },
    { enabled, meta },
  );
  const details = useQueries({
    queries: (list.data?.items ?? []).map(({ id }) =>
      $api.queryOptions('get', '/api/governance/approvals/{id}', { params: { path: { id } } }, { meta }),
    ),
  });
  return { told: details.flatMap(({ data }): ApprovalTold[] => (data ? [data] : [])), error: list.error };
}

interface AskedOfFinance {
  readonly key: string;
  readonly state: string;
  readonly reason: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly askedAt: string;
}

function useSpends(asked: readonly AskedOfFinance[], enabled: boolean) {
  const shown = asked.slice(-SPENDS_MAX);
  const found = useQueries({
    queries: shown.map(({ key, state }) =>
      $api.queryOptions(
        'get',
        '/api/finance/spend/{key}',
        { params: { path: { key } } },
        // What is only asked, finance may not have heard of yet.
        { enabled: enabled && state !== 'asked', meta: { topics: ['finance.spend'] } },
      ),
    ),
  });
  const told = shown.map((one, at): SpendTold => found[at]?.data ?? asTold(one));
  // Finance does not know what it was never asked: the question is all that there is then.
  const failed = found.map(({ error }) => error as Error | null).find((error) => error !== null && !isUnknown(error));
  return { told, error: failed };
}

const isUnknown = (error: Error): boolean => error instanceof ProblemError && error.status === 404;

const asTold = ({ key, state, reason, amountMinor, currency, askedAt }: AskedOfFinance): SpendTold => ({
  ...{ key, reason, amountMinor, currency, decidedAt: askedAt, category: 'the task' },
  state: state === 'refused' ? 'refused' : 'pending',
});
