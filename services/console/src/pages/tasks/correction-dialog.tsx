import { useState } from 'react';
import { $api, api } from '../../api/client';
import { newIntentKey } from '../../api/intent-key';
import { Field, Select } from '../../ui/field';
import { ReasonDialog } from '../../ui/reason-dialog';
import { said } from '../../ui/toasts';
import type { TaskView } from './tasks-search';

interface CorrectionDialogProps {
  readonly task: TaskView;
  readonly onClose: () => void;
}

/** Says that a task should have gone to somebody else. It moves nothing; routing learns from it. */
export function CorrectionDialog({ task, onClose }: CorrectionDialogProps) {
  const [key] = useState(newIntentKey);
  const [agentId, setAgentId] = useState('');
  const [personaId, setPersonaId] = useState('');
  const agents = $api.useQuery('get', '/api/orchestration/agents', {
    params: { query: { roster: 'target', limit: 200 } },
  });
  const known = agents.data?.items ?? [];
  const personas = known.find(({ id }) => id === agentId)?.personas ?? [];
  const correct = async (reason: string): Promise<void> => {
    await api.POST('/api/orchestration/tasks/{id}/route-correction', {
      params: { path: { id: task.id }, header: { 'idempotency-key': key } },
      body: { toAgentId: agentId, toPersonaId: personaId === '' ? null : personaId, reason },
    });
    said('Kept', 'Routing learns from it at once; this task stays where it is.');
  };
  return (
    <ReasonDialog
      title="Who should have had it?"
      description="This task is not moved. The same words go there from now on, and similar ones are more likely to."
      action="Keep the correction"
      onClose={onClose}
      onConfirm={correct}
    >
      <Field label="Agent">
        {(id) => (
          <Select
            id={id}
            className="w-full"
            value={agentId}
            choices={[
              { value: '', label: 'Choose an agent' },
              ...known.map((agent) => ({ value: agent.id, label: agent.name })),
            ]}
            onChange={(value) => {
              setAgentId(value);
              setPersonaId('');
            }}
          />
        )}
      </Field>
      {personas.length > 0 && (
        <Field label="Role">
          {(id) => (
            <Select
              id={id}
              className="w-full"
              value={personaId}
              choices={[
                { value: '', label: 'No role in particular' },
                ...personas.map((persona) => ({ value: persona.id, label: persona.name })),
              ]}
              onChange={setPersonaId}
            />
          )}
        </Field>
      )}
    </ReasonDialog>
  );
}
