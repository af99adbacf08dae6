/** One recorded event, as `/api/stream` tells it. Its payload is asked for by its position. */
export interface LiveFact {
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: string | null;
  readonly recordedAt: string;
  readonly correlationId: string | null;
  readonly actor: string | null;
  readonly test: boolean;
}

/**
 * - `connecting`: no word yet, or the line is being taken up again
 * - `live`: what happens is heard at once
 * - `paused`: somebody asked for quiet; nothing is heard, and nothing is lost
 * - `stale`: nothing was heard for longer than the heartbeat allows; pages ask by themselves meanwhile
 */
export type LiveState = 'connecting' | 'live' | 'paused' | 'stale';

/** What a browser's EventSource is to us; another one is given in specs. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  onerror: ((event: Event) => unknown) | null;
  close(): void;
}

export interface LiveOptions {
  readonly open: (url: string) => EventSourceLike;
  readonly now?: () => number;
}

/** The service breaks silence every ten seconds; two of them missed, and a little, is silence. */
export const SILENT_MS = 25_000;
/** Four times a second is as live as an eye can tell, and all that a page must draw. */
export const FLUSH_MS = 250;
/** Held for one flush at most; a page that would be told of more loads anew. */
export const HELD_MAX = 2_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000] as const;

type Listener = (facts: readonly LiveFact[], isReset: boolean) => void;

/**
 * The tab's one line to the chain. Invariants: `position` is of the last fact that listeners were or will be told; every line is opened
 * after it, so that a cut, a pause or a reload of the services loses nothing and repeats nothing. Facts are told at most every FLUSH_MS.
 */
export class LiveLine {
  private source: EventSourceLike | undefined;
  private held: LiveFact[] = [];
  private isReset = false;
  private flushTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private readonly now: () => number;

  state: LiveState = 'connecting';
  position: string | undefined;
  /** When something was last heard, ms since 1970; undefined before the first word. */
  heardAt: number | undefined;

  constructor(private readonly options: LiveOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Opens the line, unless it is open or paused. */
  start(): void {
    if (this.source || this.state === 'paused') return;
    const since = this.position === undefined ? '' : `?since=${this.position}`;
    const source = this.options.open(`/api/stream${since}`);
    this.source = source;
    this.listenForSilence();
    source.addEventListener('hello', (event) => this.greeted(event.data));
    source.addEventListener('beat', () => this.heard());
    source.addEventListener('fact', (event) => this.told(event.data));
    source.addEventListener('reset', (event) => this.reset(event.data));
    source.onerror = () => this.cut();
  }

  pause(): void {
    this.close();
    this.set('paused');
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.set('connecting');
    this.failures = 0;
    this.start();
  }

  stop(): void {
    this.close();
    clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    this.held = [];
    this.state = 'connecting';
  }

  /** Hears facts, in the chain's order. @returns what ends that */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Hears that the state changed. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  private greeted(data: string): void {
    const { position } = JSON.parse(data) as { position: string };
    // A chain that ends before what was seen is another one: the data was replaced.
    if (this.position !== undefined && BigInt(position) < BigInt(this.position)) return this.reset(data);
    this.position ??= position;
    this.heard();
  }

  private told(data: string): void {
    this.heard();
    const fact = JSON.parse(data) as LiveFact;
    if (this.position !== undefined && BigInt(fact.position) <= BigInt(this.position)) return;
    this.position = fact.position;
    this.held.push(fact);
    if (this.held.length > HELD_MAX) {
      this.held = [];
      this.isReset = true;
    }
    this.flushSoon();
  }

  private reset(data: string): void {
    this.heard();
    this.position = (JSON.parse(data) as { position: string }).position;
    this.held = [];
    this.isReset = true;
    this.flushSoon();
  }

  private flushSoon(): void {
    this.flushTimer ??= setTimeout(() => {
      this.flushTimer = undefined;
      const [facts, isReset] = [this.held, this.isReset];
      [this.held, this.isReset] = [[], false];
      for (const listener of this.listeners) listener(facts, isReset);
    }, FLUSH_MS);
  }

  private heard(): void {
    this.heardAt = this.now();
    this.failures = 0;
    this.set('live');
    this.listenForSilence();
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.cut(), SILENT_MS);
  }

  /** The line is gone or silent: another is opened after the last position, later each time. */
  private cut(): void {
    this.close();
    this.set('stale');
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.retryTimer = setTimeout(() => this.start(), wait);
  }

  private close(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retryTimer);
    if (this.source) this.source.onerror = null;
    this.source?.close();
    this.source = undefined;
  }

  private set(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}
