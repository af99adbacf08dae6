import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newIntentKey } from '../../api/intent-key';
import { Field, Input } from '../../ui/field';
import { ReasonDialog, type ReasonDialogProps } from '../../ui/reason-dialog';
import { decide, type Verb } from './decide';
import { STATES } from './state-words';
import type { ApprovalDetail } from './use-inbox';

interface DecideDialogProps {
  readonly verb: Verb;
  readonly approval: ApprovalDetail;
  readonly onDone: (decided: ApprovalDetail) => Promise<void>;
  readonly onClose: () => void;
  readonly backTo: ReasonDialogProps['backTo'];
}

type Words = Pick<ReasonDialogProps, 'title' | 'action' | 'description' | 'look'>;

const WORDS: Readonly<Record<Verb, Words>> = {
  approve: { title: 'Approve', action: 'Approve', look: 'primary', description: 'For exactly what is shown, once.' },
  reject: {
    title: 'Reject',
    action: 'Reject',
    look: 'danger',
    description: 'It is not done, and the question is closed.',
  },
  'ask-changes': {
    ...{ title: 'Ask for changes', action: 'Ask for changes' },
    description: 'It is not done as it stands; whoever asked may ask again. Say what should be different.',
  },
  delegate: {
    ...{ title: 'Delegate', action: 'Delegate' },
    description: 'Another person may then decide too; you still may.',
  },
  comment: { title: 'Comment', action: 'Comment', description: 'It keeps waiting.' },
};

/** Asks for the reason, which goes on record, and says the word. */
export function DecideDialog({ verb, approval, onDone, onClose, backTo }: DecideDialogProps) {
  const [key] = useState(newIntentKey);
  const [to, setTo] = useState('');
  const client = useQueryClient();
  const { title, description, ...words } = WORDS[verb];
  const confirm = async (reason: string): Promise<void> => {
    const decided = await decide(verb, { id: approval.id, reason, key, to: to.trim() });
    await onDone(decided);
    client.setQueryData(['get', '/api/governance/approvals/{id}', { params: { path: { id: approval.id } } }], decided);
    void client.invalidateQueries({ queryKey: ['get', '/api/governance/approvals'] });
    void client.invalidateQueries({ queryKey: ['get', '/api/governance/approvals/counts'] });
  };
  return (
    <ReasonDialog
      {...words}
      title={`${title}: ${approval.title}`}
      description={description}
      onClose={onClose}
      backTo={backTo}
      blocked={verb === 'delegate' && to.trim() === '' ? 'Say to whom.' : undefined}
      onConfirm={confirm}
    >
      {approval.state !== 'pending' && (
        <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          Meanwhile it ended: {STATES[approval.state].label.toLowerCase()}. Your decision would come too late.
        </p>
      )}
      {verb === 'delegate' && (
        <Field label="To" hint="A person, such as user:anna.">
          {(id) => (
            <Input
              {...{ id, required: true, maxLength: 128, value: to, placeholder: 'user:anna' }}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
      )}
    </ReasonDialog>
  );
}
