import { CircleAlert, CircleCheck, CircleDashed, CircleX, Info, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './class-names';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'none';

const TONES: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  none: 'bg-sunken text-ink-2',
};

const ICONS: Readonly<Record<Tone, LucideIcon>> = {
  good: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  info: Info,
  none: CircleDashed,
};

/** A state in words, with a shape of its own: colour never says it alone. */
export function Badge({
  tone = 'none',
  children,
  hasIcon = true,
}: {
  tone?: Tone;
  children: ReactNode;
  hasIcon?: boolean;
}) {
  const Icon = ICONS[tone];
  return (
    <span
      className={cx(
        'inline-flex h-[22px] max-w-full items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {hasIcon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  );
}
