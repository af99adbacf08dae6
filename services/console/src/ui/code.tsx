import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

/** An id, shortened for the eye; the whole is the title and what is copied. */
export function Id({ children, length = 8 }: { readonly children: string; readonly length?: number }) {
  const text = children.length > length + 2 ? `${children.slice(0, length)}…` : children;
  return (
    <code className="font-mono text-[12.5px] text-ink-2" title={children}>
      {text}
    </code>
  );
}

export function CopyButton({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) {
  const [isDone, setDone] = useState(false);
  const Icon = isDone ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={isDone ? 'Copied' : label}
      title={label}
      className="rounded p-1 text-ink-3 hover:bg-sunken hover:text-ink"
      onClick={() => {
        void navigator.clipboard?.writeText(text).then(() => {
          setDone(true);
          setTimeout(() => setDone(false), 1_500);
        });
      }}
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}

/** Structured content as it is. */
export function Json({ value }: { readonly value: unknown }) {
  const text = JSON.stringify(value, null, 2) ?? 'undefined';
  return (
    <div className="relative">
      <div className="absolute top-1.5 right-1.5">
        <CopyButton text={text} />
      </div>
      <pre
        tabIndex={0}
        className="max-h-[32rem] overflow-auto rounded-md bg-sunken p-3 font-mono text-[12.5px] leading-relaxed"
      >
        {text}
      </pre>
    </div>
  );
}

export const Kbd = ({ children }: { readonly children: string }) => (
  <kbd className="rounded border border-line-strong bg-sunken px-1.5 py-px font-sans text-xs text-ink-2">
    {children}
  </kbd>
);
