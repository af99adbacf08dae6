import { retryDelayMs } from '../backoff.js';
import {
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  RELAY_BATCH_MAX,
  RELAY_BATCH_MIN,
  RELAY_DEFERRED_MAX,
  RELAY_HOLES_MAX,
} from '../limits.js';
import { DeadHoles } from './dead-holes.js';
import { advanced, withoutRanges, type IdRange, type RelayPosition } from './relay-position.js';
import { isCutOff, type OutboxRow, type RelayStore } from './relay-store.js';

/** Rows whose subject no stream takes: known to be there, and not tried again before a moment. */
interface Deferred {
  readonly ids: readonly IdRange[];
  readonly untilMs: number;
  readonly failures: number;
}

const NOTHING_DEFERRED: Deferred = { ids: [], untilMs: 0, failures: 0 };

/**
 * What a leader has still to publish, in one term of leadership: which rows are due, and the position once they are settled.
 *
 * A row is *after the position* or *in a hole* → *due* → *settled* and behind the position; or *deferred*, in a hole of its
 * own until its time has come. A hole is given up only when nobody can bring its row any more ({@link DeadHoles}). Everything
 * of a term goes with it: the next leader begins with the saved position.
 */
export class RelayBacklog {
  private readonly deadHoles: DeadHoles;
  private deferred = NOTHING_DEFERRED;
  /** The next rows, read while the last ones are on their way to the broker. */
  private ahead: Promise<OutboxRow[]> | undefined;
  private batchSize = RELAY_BATCH_MIN;

  constructor(
    private readonly store: RelayStore,
    private position: RelayPosition,
  ) {
    this.deadHoles = new DeadHoles(store);
  }

  /** So much waits for its stream that nothing more is read: trying all of it again and again has a limit. */
  get isCrowded(): boolean {
    return this.deferred.ids.length > RELAY_DEFERRED_MAX;
  }

  /** So many holes that nothing more is read until some of them close; see {@link RELAY_HOLES_MAX}. */
  get isRiddled(): boolean {
    return this.position.holes.length > RELAY_HOLES_MAX;
  }

  /**
   * Rows in holes first, then those after the position; and whether there are more of them already. Whatever is committed
   * after this look wakes the relay.
   */
  async due(): Promise<{ rows: OutboxRow[]; more: boolean }> {
    const late = await this.fromHoles();
    const { ahead } = this;
    this.ahead = undefined;
    const holesFirst = isCutOff(late, RELAY_BATCH_MAX) || this.isRiddled || this.isCrowded;
    if (holesFirst) return { rows: late, more: late.length > 0 };
    const asked = this.batchSize;
    const next = await (ahead ?? this.store.readAfter(this.position.high, asked));
    const more = isCutOff(next, asked);
    this.adapt(next.length);
    if (more) {
      this.ahead = this.store.readAfter(next.at(-1)!.id, this.batchSize);
      // Awaited at the next turn; should that never come, nobody needs to hear of it.
      this.ahead.catch(() => undefined);
    }
    return { rows: [...late, ...next], more };
  }

  /** Forgets what was read ahead. */
  lookAgain(): void {
    this.ahead = undefined;
  }

  /** Saves the position behind the rows that are settled; the others of these stay in holes. */
  async advance(rows: readonly OutboxRow[], settled: ReadonlySet<number>): Promise<void> {
    const seen = rows.map(({ id }) => id).sort((a, b) => a - b);
    this.position = advanced(this.position, seen, (id) => settled.has(id));
    await this.store.save(this.position);
  }

  /**
   * What no stream takes waits by itself, with growing pauses, while everything else goes on.
   * @returns how many wait now
   */
  defer(unroutable: readonly number[]): number {
    const now = performance.now();
    const { ids, untilMs, failures } = this.deferred;
    const isWaiting = now < untilMs;
    if (unroutable.length > 0) {
      const more = unroutable.map((id) => ({ from: id, to: id }));
      const times = isWaiting ? failures : failures + 1;
      this.deferred = {
        ids: [...(isWaiting ? ids : []), ...more].sort((a, b) => a.from - b.from),
        untilMs: isWaiting ? untilMs : now + retryDelayMs(times, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS),
        failures: times,
      };
    } else if (!isWaiting) this.deferred = NOTHING_DEFERRED;
    return this.deferred.ids.length;
  }

  private async fromHoles(): Promise<OutboxRow[]> {
    const now = performance.now();
    const deferred = now < this.deferred.untilMs ? this.deferred.ids : [];
    const holes = withoutRanges(this.position.holes, deferred);
    const dead = await this.deadHoles.settledOf(holes, now);
    if (holes.length === 0) return [];
    const rows = await this.store.readWithin(holes, RELAY_BATCH_MAX);
    // The answer may be cut off at its limits: beyond its last row nothing is known.
    const knownUpTo = rows.length === 0 ? Number.POSITIVE_INFINITY : rows.at(-1)!.id;
    const present = rows.map(({ id }) => ({ from: id, to: id }));
    const never = withoutRanges(
      dead.filter(({ to }) => to <= knownUpTo),
      present,
    );
    if (never.length > 0) {
      this.position = { high: this.position.high, holes: withoutRanges(this.position.holes, never) };
      await this.store.save(this.position);
    }
    return rows;
  }

  /** A full batch makes the next one larger, up to the limit; a smaller one is what the next will be. */
  private adapt(read: number): void {
    const full = read === this.batchSize;
    this.batchSize = full ? Math.min(this.batchSize * 2, RELAY_BATCH_MAX) : Math.max(RELAY_BATCH_MIN, read);
  }
}
