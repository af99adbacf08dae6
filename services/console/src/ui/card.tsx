import type { ReactNode } from 'react';
import { cx } from './class-names';

export interface CardProps {
  readonly title?: ReactNode;
  /** What the card's figures are and how they are measured, in a sentence. */
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** False for tables, which go to the edge. */
  readonly isPadded?: boolean;
  readonly className?: string;
}

export function Card({ title, hint, actions, children, isPadded = true, className }: CardProps) {
  return (
    <section className={cx('flex min-w-0 flex-col rounded-lg border border-line bg-surface', className)}>
      {(title !== undefined || actions !== undefined) && (
        <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
          <div className="min-w-0 flex-1 basis-48">
            <h2 className="font-semibold">{title}</h2>
            {hint !== undefined && <p className="text-[13px] text-ink-3">{hint}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={cx('min-w-0 flex-1', isPadded && 'p-4')}>{children}</div>
    </section>
  );
}
