import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LOG, type Log } from '@vividwalls/platform';
import { NewEntries, type LiveEvent } from './new-entries.js';

/** The chain is looked at this often while somebody listens: four times a second is as live as an eye can tell. */
const LOOK_MS = 250;

/** Read at a time. */
const BATCH = 500;

/** Entries kept for clients that are a little behind, and for those that come back at once. */
const KEPT = 5_000;

/** A client further behind than this is told to load what it shows anew, rather than to be led through it all. */
export const BEHIND_MAX = 20_000n;

/** Somebody who listens. */
export interface Listener {
  /** There may be more. */
  wake(): void;
  /** Nothing will come any more: this process ends. */
  gone(): void;
}

/**
 * Reads the chain once for everybody who listens in this process, whichever replica records it, and keeps the newest entries.
 *
 * Invariants: `recent` is a range of the chain without a gap, oldest first, and ends at `end`. A failure leaves both as they were.
 */
@Injectable()
export class LiveFeed implements BeforeApplicationShutdown {
  private recent: LiveEvent[] = [];
  private end: bigint | undefined;
  private readonly listeners = new Set<Listener>();
  private isOver = false;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;

  constructor(
    private readonly entries: NewEntries,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  /** Hears that there may be more, and that nothing comes any more; returns what ends that. */
  listen(listener: Listener): () => void {
    if (this.isOver) listener.gone();
    this.listeners.add(listener);
    if (!this.isOver) this.timer ??= setInterval(() => void this.look(), LOOK_MS).unref();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      // Nobody looks any more: what is kept would have a gap by the time somebody does.
      [this.timer, this.recent, this.end] = [undefined, [], undefined];
    };
  }

  get size(): number {
    return this.listeners.size;
  }

  /** Where the chain ends now. */
  head(): Promise<bigint> {
    return this.entries.head();
  }

  /** Entries after a position, oldest first: of what is kept, else of the chain itself. */
  async after(position: bigint, limit = BATCH): Promise<LiveEvent[]> {
    const first = this.recent[0];
    if (first && BigInt(first.position) <= position + 1n) {
      const from = Number(position + 1n - BigInt(first.position));
      return this.recent.slice(from, from + limit);
    }
    if (this.end !== undefined && position >= this.end) return [];
    return this.entries.after(position, limit);
  }

  /** Lines that stayed open would keep the process from ending. Whoever listened comes back with its place, to another one. */
  beforeApplicationShutdown(): void {
    this.isOver = true;
    clearInterval(this.timer);
    for (const listener of this.listeners) listener.gone();
  }

  private tell(): void {
    for (const listener of this.listeners) listener.wake();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      if (this.end === undefined) {
        this.end = await this.entries.head();
        // What was recorded before this first look is not among the entries kept: each client reads it itself.
        this.tell();
      }
      let found: LiveEvent[];
      do {
        found = await this.entries.after(this.end, BATCH);
        if (found.length === 0) break;
        this.end = BigInt(found.at(-1)!.position);
        this.recent.push(...found);
        if (this.recent.length > KEPT) this.recent.splice(0, this.recent.length - KEPT);
        this.tell();
      } while (found.length === BATCH);
    } catch (error) {
      this.log.warn('the chain could not be looked at; tried again', { error: (error as Error).message });
    } finally {
      this.looking = false;
    }
  }
}
