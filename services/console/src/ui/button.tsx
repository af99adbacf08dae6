import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong',
  plain: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-bad border-line-strong hover:bg-bad-soft',
};

/** The look of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook = 'plain', isSmall = false): string =>
  cx(
    'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none',
    'transition-colors disabled:opacity-50',
    isSmall ? 'h-7 px-2 text-[13px]' : 'h-9 px-3',
    LOOKS[look],
  );

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
  readonly isSmall?: boolean;
  readonly isBusy?: boolean;
  readonly icon?: ReactNode;
}

export function Button({ look, isSmall, isBusy, icon, children, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(buttonClass(look, isSmall), className)}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      {...rest}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export const Spinner = () => (
  <span
    aria-hidden
    className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent opacity-70"
  />
);
