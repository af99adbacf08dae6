import { useId, useState, type ReactNode } from 'react';
import { Button, type ButtonLook } from './button';
import { Dialog, type DialogProps } from './dialog';
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
  /** Why it can't be done as it stands, in a sentence. */
  readonly blocked?: string | undefined;
  /** What stands above the reason. */
  readonly children?: ReactNode;
  readonly backTo?: DialogProps['backTo'];
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
    blocked,
    children,
    backTo,
    onClose,
    onConfirm,
  } = props;
  const [reason, setReason] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const missing = blocked ?? (isReasonNeeded && reason.trim() === '' ? 'The reason is missing.' : undefined);
  const missingId = useId();
  const confirm = async (): Promise<void> => {
    if (missing !== undefined) return;
    await attempt(async () => {
      await onConfirm(reason.trim());
      onClose();
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      backTo={backTo}
      title={title}
      description={description}
      footer={
        <>
          <p id={missingId} role="status" className="mr-auto self-center text-[13px] text-ink-2">
            {missing}
          </p>
          <Button onClick={onClose}>{dismiss}</Button>
          <Button
            look={look}
            disabled={missing !== undefined}
            aria-describedby={missing === undefined ? undefined : missingId}
            aria-keyshortcuts="Control+Enter"
            isBusy={isBusy}
            onClick={() => void confirm()}
          >
            {action}
          </Button>
        </>
      }
    >
      <div
        className="flex flex-col gap-3"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
        }}
      >
        {children}
        <Field
          label={isReasonNeeded ? 'Reason' : 'Reason (optional)'}
          hint={
            <>
              It is recorded with your name.<span className="max-sm:hidden"> Ctrl+Enter sends it.</span>
            </>
          }
        >
          {(id) => (
            <TextArea
              id={id}
              rows={3}
              maxLength={500}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {error && <Fault error={error} />}
      </div>
    </Dialog>
  );
}
