import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { cx } from './class-names';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly isWide?: boolean;
  /** Where the keyboard goes on when it was nowhere before, as after a key that is not of one element. */
  readonly backTo?: (() => HTMLElement | null | undefined) | undefined;
}

export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, description, children, footer, isWide = false, backTo } = props;
  const opener = useOpener(isOpen);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Base.Popup
          finalFocus={() => (opener?.isConnected ? opener : (backTo?.() ?? true))}
          className={cx(
            'fixed top-[10vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col',
            'rounded-xl border border-line bg-raised shadow-raised',
            isWide ? 'max-w-3xl' : 'max-w-lg',
          )}
        >
          <div className="flex items-start gap-3 border-b border-line px-5 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-0.5 text-ink-2">{description}</Base.Description>
              )}
            </div>
            <Base.Close aria-label="Close" className="rounded p-1 text-ink-3 hover:bg-sunken hover:text-ink">
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Where the keyboard was when it opened. A field within that takes the focus at once would be taken for it. */
function useOpener(isOpen: boolean): HTMLElement | undefined {
  const [wasOpen, setWasOpen] = useState(false);
  const [opener, setOpener] = useState<HTMLElement>();
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    const { activeElement, body } = document;
    if (isOpen) setOpener(activeElement instanceof HTMLElement && activeElement !== body ? activeElement : undefined);
  }
  return opener;
}
