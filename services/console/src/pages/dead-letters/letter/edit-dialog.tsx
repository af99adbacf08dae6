import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../../api/client';
import { ProblemError } from '../../../api/problem';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Fault } from '../../../ui/fault';
import { Field, Input, TextArea } from '../../../ui/field';
import { said } from '../../../ui/toasts';
import { lettersChanged, oneLine } from '../acts';
import { mendableOf, readMended } from '../mended';
import type { Letter } from './letter-page';
import { useAttempt } from '../../../ui/use-attempt';

interface EditDialogProps {
  readonly letter: Letter;
  readonly onClose: () => void;
}

/** Mends a message before it is sent again. Its id stays, so that the consumer knows it. */
export function EditDialog({ letter, onClose }: EditDialogProps) {
  const client = useQueryClient();
  const { field, text: before } = useMemo(() => mendableOf(letter), [letter]);
  const [text, setText] = useState(before);
  const [reason, setReason] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const mended = useMemo(() => readMended(text), [text]);
  const send = async (): Promise<void> => {
    if (!mended.isRight) return;
    await attempt(async () => {
      await api.POST('/api/gateway/dead-letters/{id}/redrive', {
        params: { path: { id: letter.id } },
        body: { reason: oneLine(reason), [field]: mended.data },
      });
      said('Sent again, mended');
      void lettersChanged(client);
      onClose();
    });
  };
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title="Edit and redrive"
      description={
        field === 'data'
          ? 'Mend the event’s data. It is checked by the rules of its type before anything is sent.'
          : 'The message was no event. Write the whole envelope as it should have been.'
      }
      footer={
        <>
          <Button onClick={() => setText(before)} disabled={text === before}>
            Undo
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            isBusy={isBusy}
            disabled={!mended.isRight || reason.trim() === '' || text === before}
            onClick={() => void send()}
          >
            Redrive
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={field === 'data' ? 'Data' : 'Envelope'} fault={mended.isRight ? undefined : mended.fault}>
          {(id) => (
            <TextArea
              id={id}
              rows={16}
              spellCheck={false}
              aria-invalid={!mended.isRight || undefined}
              className="font-mono text-[12.5px]"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {error && <SendFault error={error} />}
        <Field label="Reason" hint="It is recorded with your name, and that the message was edited.">
          {(id) => <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}

/** Faults of single fields as a table; anything else as it is. */
function SendFault({ error }: { readonly error: Error }) {
  const fields = error instanceof ProblemError ? error.fields : [];
  if (fields.length === 0) return <Fault error={error} />;
  return (
    <div role="alert" className="rounded-md border border-line bg-bad-soft p-3">
      <p className="font-semibold text-bad">It was not sent: the message has faults</p>
      <table aria-label="Faults" className="mt-1 w-full text-left">
        <thead>
          <tr className="text-[13px] text-ink-2">
            <th scope="col" className="pr-4 font-medium">
              Field
            </th>
            <th scope="col" className="font-medium">
              What is wrong
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ pointer, message }) => (
            <tr key={pointer + message}>
              <th scope="row" className="pr-4 align-top font-normal">
                <code className="font-mono text-[12.5px]">
                  {pointer.replace(/^\/(data|envelope)\/?/, '') || 'whole'}
                </code>
              </th>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
