import { useState, type ReactNode } from 'react';
import { Fault } from './fault';

/** Grey lines where words will be. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div data-loading role="status" aria-label="Loading" className="flex flex-col gap-3 p-4">
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          className="h-4 animate-pulse rounded bg-sunken"
          style={{ width: `${90 - ((line * 17) % 40)}%` }}
        />
      ))}
    </div>
  );
}

interface Asked<Answer> {
  readonly data: Answer | undefined;
  readonly error: Error | null | undefined;
  readonly refetch: () => unknown;
  /** How often it has failed so far. */
  readonly errorUpdateCount?: number;
}

/** A question's answer, or that it is on its way, or what went wrong. An older answer stays while a new one can't be had. */
export function Answered<Answer>({
  of: { data, error, refetch, errorUpdateCount = 0 },
  lines,
  children,
}: {
  readonly of: Asked<Answer>;
  readonly lines?: number;
  readonly children: (answer: NonNullable<Answer>) => ReactNode;
}) {
  const [lastError, setLastError] = useState<Error>();
  if (error && error !== lastError) setLastError(error);
  if (data !== undefined && data !== null) {
    return (
      <>
        {error && <Fault error={error} onRetry={() => void refetch()} />}
        {children(data)}
      </>
    );
  }
  // While it is asked for again, what went wrong stays: a page that flickers can't be read.
  const fault = error ?? (errorUpdateCount > 0 ? lastError : undefined);
  return fault ? (
    <Fault error={fault} onRetry={() => void refetch()} />
  ) : (
    <Skeleton {...(lines !== undefined && { lines })} />
  );
}
