import type { ReactNode } from 'react';

export interface StatProps {
  readonly label: string;
  readonly children: ReactNode;
  /** What it is compared with, why it is not known. */
  readonly note?: ReactNode;
}

/** One large figure with its name. */
export const Stat = ({ label, children, note }: StatProps) => (
  <div className="flex min-w-0 flex-col gap-0.5 rounded-lg border border-line bg-surface px-4 py-3">
    <dt className="text-[13px] text-ink-3">{label}</dt>
    <dd className="text-lg font-semibold tracking-tight">{children}</dd>
    {note !== undefined && <dd className="text-[13px] text-ink-3">{note}</dd>}
  </div>
);

export const Stats = ({ children }: { readonly children: ReactNode }) => (
  <dl className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3">{children}</dl>
);
