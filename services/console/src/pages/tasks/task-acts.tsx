import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client';
import { newIntentKey } from '../../api/intent-key';
import { useMay } from '../../app/session';
import { Button } from '../../ui/button';
import { Fault } from '../../ui/fault';
import { ReasonDialog } from '../../ui/reason-dialog';
import { said } from '../../ui/toasts';
import { ENDED } from './task-words';
import type { TaskView } from './tasks-search';
import { useAttempt } from '../../ui/use-attempt';

/** What can be done about a task: end it, or do its work once more. */
export function TaskActs({ task }: { readonly task: TaskView }) {
  const mayWrite = useMay('orchestration:write');
  if (!mayWrite || task.state === 'succeeded') return null;
  return ENDED.has(task.state) ? <RunAgain task={task} /> : <Cancel task={task} />;
}

function RunAgain({ task }: { readonly task: TaskView }) {
  const navigate = useNavigate();
  const [key] = useState(newIntentKey);
  const { isBusy, error, attempt } = useAttempt();
  const run = async (): Promise<void> => {
    await attempt(async () => {
      const { data } = await api.POST('/api/orchestration/tasks/{id}/retry', {
        params: { path: { id: task.id }, header: { 'idempotency-key': key } },
      });
      said('It runs again', 'This is the new task; it names the one before.');
      await navigate({ to: '/tasks/$id', params: { id: data!.id }, search: {} });
    });
  };
  return (
    <>
      <Button
        look="primary"
        isBusy={isBusy}
        icon={<RotateCcw aria-hidden className="size-4" />}
        onClick={() => void run()}
      >
        Run it again
      </Button>
      {error && <Fault error={error} />}
    </>
  );
}

function Cancel({ task }: { readonly task: TaskView }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const cancel = async (reason: string): Promise<void> => {
    const { data } = await api.POST('/api/orchestration/tasks/{id}/cancel', {
      params: { path: { id: task.id } },
      body: { reason: oneLine(reason) },
    });
    client.setQueryData(['get', '/api/orchestration/tasks/{id}', { params: { path: { id: task.id } } }], data);
    said(data?.state === 'cancelled' ? 'Cancelled' : 'It is being stopped');
  };
  return (
    <>
      <Button look="danger" disabled={task.cancelRequested} onClick={() => setAsking(true)}>
        {task.cancelRequested ? 'Told to stop' : 'Cancel'}
      </Button>
      {isAsking && (
        <ReasonDialog
          title="Cancel this task"
          description="If nobody works on it yet, it ends at once. Otherwise whoever works on it is told to stop, and what was done is undone."
          action="Cancel the task"
          dismiss="Keep it"
          look="danger"
          onClose={() => setAsking(false)}
          onConfirm={cancel}
        />
      )}
    </>
  );
}

/** Reasons stand in lists: the API takes one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 500);
