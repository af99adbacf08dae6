import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useMay } from '../app/session';
import { LiveLine, type LiveFact, type LiveState } from './live-line';
import { Refresh } from './refresh';
import { typesOf } from './topics';

/** While the line is cut, and for keys that may not hear it, pages ask by themselves this often. */
const POLL_MS = 10_000;

/** What the stream needs. */
export const LIVE_SCOPE = 'audit:read';

const LiveContext = createContext<LiveLine | undefined>(undefined);

/** Opens the tab's line, and has questions asked again when something happened that makes their answers old. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const mayHear = useMay(LIVE_SCOPE);
  const line = useMemo(() => new LiveLine({ open: (url) => new EventSource(url) }), []);
  useEffect(() => {
    const refresh = new Refresh(client);
    const silence = line.listen((facts, isReset) => refresh.after(isReset ? undefined : typesOf(facts)));
    if (mayHear) line.start();
    const poll = setInterval(() => (!mayHear || line.state === 'stale') && refresh.after(undefined), POLL_MS);
    return () => {
      silence();
      clearInterval(poll);
      refresh.stop();
      line.stop();
    };
  }, [client, line, mayHear]);
  return <LiveContext value={line}>{children}</LiveContext>;
}

/** The tab's line itself, for pages that hear every fact. */
export function useLine(): LiveLine {
  const line = use(LiveContext);
  if (!line) throw new Error('outside of LiveProvider');
  return line;
}

export interface Live {
  readonly state: LiveState;
  readonly heardAt: number | undefined;
  pause(): void;
  resume(): void;
}

export function useLive(): Live {
  const line = useLine();
  const state = useSyncExternalStore(
    (changed) => line.watch(changed),
    () => line.state,
  );
  return { state, heardAt: line.heardAt, pause: () => line.pause(), resume: () => line.resume() };
}

/** The newest facts since the page is open, newest first, at most `most`. */
export function useLiveFacts(most: number): readonly LiveFact[] {
  const line = useLine();
  const [facts, setFacts] = useState<readonly LiveFact[]>([]);
  useEffect(
    () => line.listen((more) => setFacts((before) => [...more.toReversed(), ...before].slice(0, most))),
    [line, most],
  );
  return facts;
}
