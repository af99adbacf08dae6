import { useEffect, useState } from 'react';
import { useLine } from '../../live/live';
import type { LiveFact } from '../../live/live-line';
import { isLookedFor, type EventSearch } from './event-search';

/** Kept of what was heard; with more than these the list is loaded anew, so that it never has a hole. */
const HEARD_MAX = 5_000;

/**
 * What is looked for and was heard since this began, newest first.
 * @param search does not change; another one is another list
 * @param onHole what was heard is not all that happened: what is shown must be loaded anew
 */
export function useLiveEvents(search: EventSearch, onHole: () => void): readonly LiveFact[] {
  const line = useLine();
  const [heard, setHeard] = useState<readonly LiveFact[]>([]);
  useEffect(() => {
    let kept: readonly LiveFact[] = [];
    return line.listen((facts, isReset) => {
      const found = facts.filter((fact) => isLookedFor(search, fact));
      const isFull = kept.length + found.length > HEARD_MAX;
      if (!isReset && found.length === 0) return;
      kept = isReset || isFull ? [] : [...found.toReversed(), ...kept];
      setHeard(kept);
      if (isReset || isFull) onHole();
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a list is keyed by its search
  }, [line]);
  return heard;
}
