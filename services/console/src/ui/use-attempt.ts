import { useRef, useState } from 'react';

export interface Attempt {
  readonly isBusy: boolean;
  /** What went wrong the last time; it stands until it is tried again. */
  readonly error: Error | undefined;
  /** Does it, unless it is under way: a double click does nothing twice. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>;
}

/** Something that is done at a click: whether it is under way, and what went wrong. */
export function useAttempt(): Attempt {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  // State is seen with the next picture; a second click may come before.
  const isUnderWay = useRef(false);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(failure as Error);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return { isBusy, error, attempt };
}
