import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { Input } from './field';

/** How long somebody who writes is waited for. */
const SETTLED_MS = 400;

export interface FilterInputProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onValue: (value: string | undefined) => void;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
  /** The page's own search: the key `/` goes there. */
  readonly isSearch?: boolean;
  readonly className?: string;
}

/** A filter that is written: taken when the writing pauses, at Enter, and when the field is left. */
export function FilterInput({
  label,
  value = '',
  onValue,
  placeholder,
  suggestions,
  isSearch,
  className,
}: FilterInputProps) {
  const [text, setText] = useState(value);
  const [taken, setTaken] = useState(value);
  const list = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address was changed elsewhere: by a link, by going back.
  if (value !== taken) {
    setTaken(value);
    setText(value);
  }
  const take = (next: string): void => {
    clearTimeout(timer.current);
    const trimmed = next.trim();
    if (trimmed === value) return;
    setTaken(trimmed);
    onValue(trimmed === '' ? undefined : trimmed);
  };
  return (
    <form
      className={className}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        take(text);
      }}
    >
      <Input
        type={isSearch ? 'search' : 'text'}
        aria-label={label}
        title={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        maxLength={255}
        list={suggestions && list}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => take(target.value), SETTLED_MS);
        }}
        onBlur={() => take(text)}
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </form>
  );
}
