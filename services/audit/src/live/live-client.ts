import type { Clock } from '@vividwalls/platform';
import { BEHIND_MAX, type LiveFeed } from './live-feed.js';
import type { LiveEvent } from './new-entries.js';
import { isOfTopics } from './live-topics.js';

/** Silence is broken this often, so that both ends notice a line that is gone. */
const BEAT_MS = 10_000;

/** A timer may ring a little early by the clock; the beat is due all the same. */
const EARLY_MS = 100;

/** Whoever lost the line tries again after this. */
const RETRY_MS = 1_000;

/** Where lines are written. */
export interface Line {
  /** @returns false when there is no room for more now */
  write(text: string): boolean;
  /** Resolves when there is room again, or at the signal that the client is gone. */
  drained(gone: AbortSignal): Promise<void>;
}

/**
 * One client of the live stream: from a position on, every entry of its topics in the chain's order, none left out, none twice.
 *
 * `hello` tells the position it begins at, so that it can come back although nothing has happened; `fact` is an entry;
 * `reset` tells a client that is too far behind to load what it shows anew; `beat` breaks the silence. It holds no more than one batch: it reads on when
 * the client has taken what was written.
 */
export class LiveClient {
  private wakeUp: () => void = () => undefined;
  /** Something was heard since the chain was last asked. */
  private hasHeard = false;
  private readonly left = new AbortController();
  private writtenAtMs = 0;

  constructor(
    private readonly feed: LiveFeed,
    private readonly line: Line,
    private readonly topics: readonly string[],
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Resolves when the client is gone. @param since the position it has seen last; from now on when it has seen none */
  async serve(since: bigint | undefined): Promise<void> {
    const silence = this.feed.listen(this);
    try {
      const head = await this.feed.head();
      let position = since === undefined || since > head ? head : since;
      await this.write(`retry: ${RETRY_MS}\n`);
      if (head - position > BEHIND_MAX) {
        await this.tell('reset', head, { position: head.toString(), missed: (head - position).toString() });
        position = head;
      } else await this.tell('hello', position, { position: position.toString(), at: this.clock.now().toISOString() });
      while (!this.isGone) {
        this.hasHeard = false;
        // A chain that can't be read now is read when it can be: the line stays, and nothing is lost.
        const entries = await this.feed.after(position).catch((): LiveEvent[] => []);
        if (this.isGone) return;
        for (const entry of entries) {
          position = BigInt(entry.position);
          if (entry.type !== null && isOfTopics(entry.type, this.topics)) await this.tell('fact', position, entry);
        }
        if (entries.length === 0) await this.woken();
        // With its place, which moves on although nothing of its topics came.
        if (this.isSilent()) await this.tell('beat', position, {});
      }
    } finally {
      silence();
    }
  }

  /** There may be more. */
  wake(): void {
    this.hasHeard = true;
    this.wakeUp();
  }

  /** Ends `serve`, whatever it waits for. */
  gone(): void {
    this.left.abort();
    this.wake();
  }

  private get isGone(): boolean {
    return this.left.signal.aborted;
  }

  private isSilent(): boolean {
    return this.clock.now().getTime() - this.writtenAtMs >= BEAT_MS - EARLY_MS;
  }

  /** Resolves when there may be more, and when silence must be broken. */
  private woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, BEAT_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.isGone || this.hasHeard) this.wakeUp();
    });
  }

  private tell(event: string, position: bigint, data: object): Promise<void> {
    return this.write(`id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private async write(text: string): Promise<void> {
    if (this.isGone) return;
    this.writtenAtMs = this.clock.now().getTime();
    if (!this.line.write(text)) await this.line.drained(this.left.signal);
  }
}
