import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../api/client';
import { Button } from '../../../ui/button';
import { LINK_LOOK } from '../../../ui/place-links';
import { Dialog } from '../../../ui/dialog';
import { Fault } from '../../../ui/fault';
import { Field, Input } from '../../../ui/field';
import { Money } from '../../../ui/money';
import { said } from '../../../ui/toasts';
import type { components } from '../../../api/openapi';
import { useAttempt } from '../../../ui/use-attempt';

interface PayDialogProps {
  readonly statement: components['schemas']['StatementWithLinesView'];
  readonly onClose: () => void;
}

/** Asks for leave to pay what is outstanding. The books then say that somebody paid; no money moves by itself. */
export function PayDialog({ statement: { id, outstandingMinor, currency }, onClose }: PayDialogProps) {
  const [reference, setReference] = useState('');
  const [asked, setAsked] = useState<components['schemas']['PaymentView']>();
  // One intent, one key: a second click or a retry asks for nothing new.
  const [key] = useState(() => crypto.randomUUID());
  const { error, isBusy, attempt } = useAttempt();
  const ask = () =>
    void attempt(async () => {
      const { data } = await api.POST('/api/finance/commissions/statements/{id}/pay', {
        params: { path: { id }, header: { 'idempotency-key': key } },
        body: reference.trim() === '' ? {} : { reference: reference.trim() },
      });
      setAsked(data);
      said('Payment asked for', 'It waits for approval.');
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Pay this statement"
      description="It is asked first: nothing is booked until somebody approves it."
      footer={
        asked ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" isBusy={isBusy} onClick={ask}>
              Ask for approval
            </Button>
          </>
        )
      }
    >
      {asked ? (
        <p>
          <Money minor={asked.amountMinor} currency={asked.currency} /> waits for approval
          {asked.approval ? `: ${asked.approval.reason}` : ''}.{' '}
          <Link to={'/approvals' as '/'} className={LINK_LOOK}>
            Open the approvals
          </Link>
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          <p>
            All that is outstanding: <Money minor={outstandingMinor} currency={currency} />. The books will say that it
            was paid; the money itself is sent by you.
          </p>
          <Field label="Reference (optional)" hint="Of the bank transfer; each is used once.">
            {(field) => (
              <Input
                id={field}
                value={reference}
                maxLength={100}
                onChange={({ target }) => setReference(target.value)}
              />
            )}
          </Field>
          {error && <Fault error={error} />}
        </div>
      )}
    </Dialog>
  );
}
