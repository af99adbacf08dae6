import { useState } from 'react';

/** One sending at a time; what went wrong stays where it happened. */
export function useSending() {
  const [error, setError] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const run = (send: () => Promise<void>): void => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    send()
      .catch((failure: unknown) => setError(failure as Error))
      .finally(() => setBusy(false));
  };
  return { error, isBusy, run };
}
