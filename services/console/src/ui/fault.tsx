import { TriangleAlert } from 'lucide-react';
import { isFinal, ProblemError } from '../api/problem';
import { Button } from './button';

/** What happened, which input, and what to do; never a bare "something went wrong". */
export function Fault({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { title, detail, faults } = readable(error);
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-line bg-bad-soft p-4">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-bad">{title}</p>
        {detail !== '' && <p className="break-words">{detail}</p>}
        {faults.length > 0 && (
          <ul className="list-disc pl-5">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        )}
      </div>
      {onRetry && !isFinal(error) && (
        <Button isSmall onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

const readable = (error: Error) =>
  error instanceof ProblemError ? error : { title: 'The console failed', detail: error.message, faults: [] };
