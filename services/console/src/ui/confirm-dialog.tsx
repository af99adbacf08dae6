import { type ReactNode } from 'react';
import { Button, type ButtonLook } from './button';
import { Dialog } from './dialog';
import { Fault } from './fault';
import { useAttempt } from './use-attempt';

export interface ConfirmDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Of the button that does it. */
  readonly action: string;
  readonly look?: ButtonLook;
  readonly children?: ReactNode;
  readonly onClose: () => void;
  /** Rejects with what went wrong; the dialog then stays and says it. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks once more before something is done for which the API takes no reason. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, action, look = 'primary', children, onClose, onConfirm } = props;
  const { isBusy, error, attempt } = useAttempt();
  const confirm = async (): Promise<void> => {
    await attempt(async () => {
      await onConfirm();
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
          <Button onClick={onClose}>Cancel</Button>
          <Button look={look} isBusy={isBusy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {children}
        {error && <Fault error={error} />}
      </div>
    </Dialog>
  );
}
