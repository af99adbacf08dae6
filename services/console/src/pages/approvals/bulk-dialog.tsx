import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newIntentKey } from '../../api/intent-key';
import { useKnownSubjectWords } from '../../app/order-names';
import { plural } from '../../format/words';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, TextArea } from '../../ui/field';
import { said } from '../../ui/toasts';
import { decide } from './decide';
import { Amount } from './shown';
import type { Approval } from './use-inbox';

interface BulkDialogProps {
  readonly approvals: readonly Approval[];
  /** Of those that were decided. */
  readonly onDone: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

const REASON_MAX = 1_000;

/** One word on several, one after the other. What can’t be decided is named, and the rest is. */
export function BulkDialog({ approvals, onDone, onClose }: BulkDialogProps) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<'approve' | 'reject'>();
  const [failures, setFailures] = useState<ReadonlyMap<string, string>>();
  const [key] = useState(newIntentKey);
  const client = useQueryClient();
  // The rows that were chosen have asked.
  const wordsOf = useKnownSubjectWords();
  const rest = failures ? approvals.filter(({ id }) => failures.has(id)) : approvals;

  const run = async (verb: 'approve' | 'reject'): Promise<void> => {
    setBusy(verb);
    const failed = new Map<string, string>();
    const done: string[] = [];
    for (const { id } of rest) {
      try {
        await decide(verb, { id, reason: reason.trim(), key: `${key}-${verb}-${id}` });
        done.push(id);
      } catch (error) {
        failed.set(id, (error as Error).message);
      }
    }
    setBusy(undefined);
    onDone(done);
    void client.invalidateQueries({ queryKey: ['get', '/api/governance/approvals'] });
    if (done.length > 0) said(`${verb === 'approve' ? 'Yes' : 'No'} to ${plural(done.length, 'approval')}`);
    if (failed.size === 0) onClose();
    else setFailures(failed);
  };

  const isReady = reason.trim() !== '';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Decide ${plural(rest.length, 'approval')}`}
      description={failures ? 'These could not be decided; the others were.' : 'One reason for all of them.'}
      footer={
        <>
          <Button onClick={onClose}>{failures ? 'Close' : 'Cancel'}</Button>
          <Button
            look="danger"
            disabled={!isReady || !!busy}
            isBusy={busy === 'reject'}
            onClick={() => void run('reject')}
          >
            Reject all
          </Button>
          <Button
            look="primary"
            disabled={!isReady || !!busy}
            isBusy={busy === 'approve'}
            onClick={() => void run('approve')}
          >
            Approve all
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-md border border-line">
          {rest.map(({ id, title, subject, amount }) => (
            <li key={id} className="px-3 py-1.5">
              <span className="flex gap-2">
                <span className="min-w-0 flex-1 truncate" title={`${title} · ${subject}`}>
                  {title} · {wordsOf(subject)}
                </span>
                {amount && <Amount minor={amount.minor} currency={amount.currency} />}
              </span>
              {failures?.has(id) && (
                <span role="alert" className="text-[13px] text-bad">
                  {failures.get(id)}
                </span>
              )}
            </li>
          ))}
        </ul>
        <Field label="Reason" hint="It is recorded with your name, for each of them.">
          {(id) => (
            <TextArea
              {...{ id, rows: 3, maxLength: REASON_MAX, autoFocus: true, value: reason }}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
