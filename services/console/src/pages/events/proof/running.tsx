import { useEffect, useState } from 'react';
import { formatNumber } from '../../../format/numbers';
import { useLine } from '../../../live/live';
import { Spinner } from '../../../ui/button';

const TICK_MS = 100;

/** That a verification is under way, and for how long. */
export function Running() {
  const { position } = useLine();
  const [startedAt] = useState(Date.now);
  const [now, setNow] = useState(startedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="flex items-center gap-3 rounded-lg border border-line bg-info-soft p-4">
      <Spinner />
      <p role="status" className="flex-1">
        {position === undefined ? 'Every entry' : `About ${formatNumber(position)} entries`} of the record are computed
        anew.
      </p>
      <span className="tnum text-ink-2" aria-hidden>
        {((now - startedAt) / 1_000).toFixed(1)} s
      </span>
    </div>
  );
}
