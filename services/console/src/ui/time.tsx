import { useSyncExternalStore } from 'react';
import { useShop } from '../app/session';
import { formatAgo, formatClock, formatDay, formatExact, formatMoment, type Instant } from '../format/times';

const TICK_MS = 5_000;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  now = Date.now();
  for (const watcher of watchers) watcher();
};

function watchClock(watcher: () => void): () => void {
  watchers.add(watcher);
  if (!timer) {
    timer = setInterval(tick, TICK_MS);
    // Nobody looked for a while: what `now` says is from then.
    tick();
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** One clock for all times of the page, to five seconds. */
export const useNow = (): number => useSyncExternalStore(watchClock, () => now);

interface TimeProps {
  readonly at: Instant | null | undefined;
  /** `ago` goes on by itself; the others are in the shop's time zone. */
  readonly as?: 'ago' | 'moment' | 'exact' | 'clock' | 'day';
}

/** A time; the exact one, with its zone, is the title. */
export function Time({ at, as = 'moment' }: TimeProps) {
  const { timeZone } = useShop();
  if (at === null || at === undefined) return <span className="text-ink-3">–</span>;
  const exact = formatExact(at, timeZone);
  return (
    <time dateTime={new Date(at).toISOString()} title={exact} className="tnum whitespace-nowrap">
      {as === 'ago' ? <Ago at={at} /> : as === 'exact' ? exact : FORMATS[as](at, timeZone)}
    </time>
  );
}

const FORMATS = { moment: formatMoment, clock: formatClock, day: formatDay };

function Ago({ at }: { readonly at: Instant }) {
  return formatAgo(at, useNow());
}

/** How old a figure is; says so plainly when it is older than it should be. */
export function Freshness({ at, staleAfterMs = 60_000 }: { readonly at: Instant; readonly staleAfterMs?: number }) {
  const isStale = useNow() - new Date(at).getTime() > staleAfterMs;
  return (
    <span className={isStale ? 'text-warn' : 'text-ink-3'}>
      {isStale ? 'old: as of ' : 'as of '}
      <Time at={at} as="ago" />
    </span>
  );
}
