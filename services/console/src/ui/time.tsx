import { useSyncExternalStore } from 'react';
import { useShop } from '../app/session';
import { formatAgo, formatClock, formatFor, formatDay, formatExact, formatMoment, type Instant } from '../format/times';

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
  /** `ago` and `for`, how long it has lasted, go on by themselves; the others are in the shop's time zone. */
  readonly as?: 'ago' | 'for' | 'moment' | 'exact' | 'clock' | 'day';
}

/** A time; the exact one, with its zone, is the title. */
export function Time({ at, as = 'moment' }: TimeProps) {
  const { timeZone } = useShop();
  if (at === null || at === undefined) return <span className="text-ink-3">–</span>;
  const exact = formatExact(at, timeZone);
  return (
    <time dateTime={new Date(at).toISOString()} title={exact} className="tnum whitespace-nowrap">
      {as === 'ago' || as === 'for' ? <Passed at={at} as={as} /> : as === 'exact' ? exact : FORMATS[as](at, timeZone)}
    </time>
  );
}

const FORMATS = { moment: formatMoment, clock: formatClock, day: formatDay };

function Passed({ at, as }: { readonly at: Instant; readonly as: 'ago' | 'for' }) {
  const now = useNow();
  return as === 'ago' ? formatAgo(at, now) : formatFor(at, now);
}

interface FreshnessProps {
  readonly at: Instant;
  readonly staleAfterMs?: number;
  /** Not seen while it is of just now, where several stand beside each other. */
  readonly isQuiet?: boolean;
}

const JUST_NOW_MS = 15_000;

/** How old a figure is; says so plainly when it is older than it should be. */
export function Freshness({ at, staleAfterMs = 60_000, isQuiet = false }: FreshnessProps) {
  const oldMs = useNow() - new Date(at).getTime();
  const isStale = oldMs > staleAfterMs;
  if (isQuiet && oldMs < JUST_NOW_MS) return null;
  return (
    <span className={isStale ? 'text-warn' : 'text-ink-3'}>
      {isStale ? 'old: as of ' : 'as of '}
      <Time at={at} as="ago" />
    </span>
  );
}
