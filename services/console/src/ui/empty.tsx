import { Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { withDays } from '../format/times';

export interface EmptyProps {
  readonly title: string;
  /** What to do next, or why there is nothing. */
  readonly children?: ReactNode;
  readonly icon?: LucideIcon;
}

export function Empty({ title, children, icon: Icon = Inbox }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-10 text-center">
      <Icon aria-hidden className="mb-1 size-6 text-ink-3" />
      <p className="font-medium">{title}</p>
      {children !== undefined && (
        <div className="max-w-[60ch] text-ink-2">{typeof children === 'string' ? withDays(children) : children}</div>
      )}
    </div>
  );
}
