import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useAgentNames } from '../../app/agent-names';
import { useMay } from '../../app/session';
import { Button } from '../../ui/button';
import { TaskLink } from '../../ui/place-links';
import { ReasonDialog } from '../../ui/reason-dialog';
import { Time } from '../../ui/time';
import { said } from '../../ui/toasts';
import type { AgentAtWork } from './schemas';
import { StandstillRoom } from './standstill-room';

const CAUSES: Readonly<Record<string, string>> = {
  over_budget: 'Its budget has no room for its next task',
  failing: 'Its work failed too often',
};

/** Why an agent gets no work for now, and the button that ends it. */
export function Standstill({ of: { agentId, stopped } }: { readonly of: AgentAtWork }) {
  if (!stopped) return null;
  const { cause, reason, taskId, stoppedAt, until, room } = stopped;
  return (
    <div className="flex flex-wrap items-start gap-3 rounded-lg border border-line bg-bad-soft p-4">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold text-bad">{CAUSES[cause] ?? cause}: it stands still</p>
        {room && <StandstillRoom of={room} />}
        <p className="break-words [&_a]:underline">
          When it was stopped: {reason}. Since <Time at={stoppedAt} />
          {until ? (
            <>
              ; it ends by itself on <Time at={until} /> at the latest.
            </>
          ) : (
            '; a person must end it.'
          )}{' '}
          {taskId && (
            <>
              It stopped at task <TaskLink id={taskId} />.
            </>
          )}
        </p>
      </div>
      <ResumeButton agentId={agentId} />
    </div>
  );
}

export function ResumeButton({ agentId }: { readonly agentId: string }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const name = useAgentNames()(agentId);
  if (!useMay('orchestration:approve')) return null;
  const resume = async (reason: string): Promise<void> => {
    await api.POST('/api/orchestration/agents-stopped/{agentId}/resume', {
      params: { path: { agentId } },
      body: { reason },
    });
    said('It works again', `${name} takes what waited for it.`);
    void client.invalidateQueries({ queryKey: ['get', '/api/orchestration/agents-at-work'] });
  };
  return (
    <>
      <Button isSmall onClick={() => setAsking(true)}>
        Resume
      </Button>
      {isAsking && (
        <ReasonDialog
          title={`Let ${name} work again`}
          description="What waits for it is taken at once. If the cause is still there, it will be stopped again."
          action="Resume"
          onClose={() => setAsking(false)}
          onConfirm={resume}
        />
      )}
    </>
  );
}
