import { useState, type ReactNode } from 'react';
import { Button, type ButtonLook } from './button';
import { Dialog } from './dialog';
import { Fault } from './fault';
import { Field, TextArea } from './field';
import { useAttempt } from './use-attempt';

export interface ReasonDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Of the button that does it: `Roll back`. */
  readonly action: string;
  /** Of the button that leaves everything as it is. */
  readonly dismiss?: string;
  readonly look?: ButtonLook;
  readonly isReasonNeeded?: boolean;
  /** What stands above the reason. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
  /** Rejects with what went wrong; the dialog then stays and says it. */
  readonly onConfirm: (reason: string) => Promise<unknown>;
}

/** Asks once more before something is done, and for the reason that goes on record. Ctrl+Enter does it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    title,
    description,
    action,
    dismiss = 'Cancel',
    look = 'primary',
    isReasonNeeded = true,
    children,
    onClose,
    onConfirm,
  } = props;
  const [reason, setReason] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const isReady = !isReasonNeeded || reason.trim() !== '';
  const confirm = async (): Promise<void> => {
    if (!isReady) return;
    await attempt(async () => {
      await onConfirm(reason.trim());
      onClose();
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{dismiss}</Button>
          <Button look={look} disabled={!isReady} isBusy={isBusy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {children}
        <Field label={isReasonNeeded ? 'Reason' : 'Reason (optional)'} hint="It goes on record with your name.">
          {(id) => (
            <TextArea
              id={id}
              rows={3}
              maxLength={500}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
              }}
            />
          )}
        </Field>
        {error && <Fault error={error} />}
      </div>
    </Dialog>
  );
}
