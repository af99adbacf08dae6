import { Card } from '../../../ui/card';
import { CopyButton } from '../../../ui/code';
import { firstLine } from '../letter-words';
import type { Letter } from './letter-page';

/** What is longer scrolls in its box, and must be reached by keyboard. */
const LONG = 400;

/** What the consumer said; the place in the program for those who can read it. */
export function LetterError({ letter: { error } }: { readonly letter: Letter }) {
  const first = firstLine(error);
  const stack = error.slice(first.length).trim();
  return (
    <Card title="Error" actions={<CopyButton text={error} label="Copy the error" />}>
      <p
        tabIndex={first.length > LONG ? 0 : undefined}
        className="max-h-40 overflow-y-auto font-medium break-words text-bad"
      >
        {first}
      </p>
      {stack !== '' && (
        <details className="mt-2">
          <summary className="text-[13px] text-ink-2">Where in the program</summary>
          <pre
            tabIndex={0}
            className="mt-2 max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-[12px] leading-relaxed"
          >
            {stack}
          </pre>
        </details>
      )}
    </Card>
  );
}
