import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './class-names';

const BOX =
  'rounded-md border border-line-strong bg-surface px-2.5 text-ink placeholder:text-ink-3 disabled:opacity-50';

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly children: (id: string) => ReactNode;
}

/** A label with what it labels, what it means and what is wrong with it. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      {children(id)}
      {fault ? (
        <p role="alert" className="text-[13px] text-bad">
          {fault}
        </p>
      ) : (
        hint !== undefined && <p className="text-[13px] text-ink-3">{hint}</p>
      )}
    </div>
  );
}

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={cx(BOX, 'h-9 w-full', className)} {...rest} />
);

export const TextArea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea className={cx(BOX, 'w-full py-1.5', className)} {...rest} />
);

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectProps<Value extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  /** Said to those who don't see it, when no label stands beside. */
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** The browser's own: it works by keyboard, on phones, and for screen readers. */
export function Select<Value extends string>({ value, choices, onChange, className, ...rest }: SelectProps<Value>) {
  return (
    <select
      className={cx(BOX, 'h-9 w-auto max-w-full pr-7', className)}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
      {...rest}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
