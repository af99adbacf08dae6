import { HOLE_GRACE_MS } from '../limits.js';
import { withoutRanges, type IdRange } from './relay-position.js';
import type { RelayStore } from './relay-store.js';

/**
 * Finds the holes that nobody will ever fill: ids of transactions that were rolled back.
 *
 * *idle* → after some grace, *asking*: the holes and the transactions that were writing at that moment are noted → when the
 * last of those has ended, the holes are read once more → those still missing are dead.
 *
 * Why that is safe: whoever drew an id holds the table's write lock since before it drew it and until its end is visible.
 * An id missing when the writers were noted therefore belongs to one of them, or to a transaction that had ended already.
 * Once all of them have ended, a row that is still not there never comes.
 */
export class DeadHoles {
  private asked: { readonly holes: readonly IdRange[]; readonly writers: Set<string> } | undefined;
  private since = 0;

  constructor(private readonly store: Pick<RelayStore, 'writers'>) {}

  /**
   * Holes of which it is now certain that no running transaction will fill them. The caller reads them once more, after this
   * answer, before it gives them up.
   */
  async settledOf(holes: readonly IdRange[], nowMs: number): Promise<readonly IdRange[]> {
    if (holes.length === 0) {
      this.asked = undefined;
      this.since = 0;
      return [];
    }
    if (this.since === 0) this.since = nowMs;
    if (nowMs - this.since < HOLE_GRACE_MS) return [];
    this.since = nowMs;
    const writing = await this.store.writers();
    const { asked } = this;
    if (asked && [...asked.writers].every((writer) => !writing.has(writer))) {
      this.asked = undefined;
      return common(asked.holes, holes);
    }
    this.asked ??= { holes, writers: writing };
    return [];
  }
}

/** What is in both: a hole that was filled meanwhile is none any more. */
function common(one: readonly IdRange[], other: readonly IdRange[]): IdRange[] {
  return withoutRanges(one, withoutRanges(one, other));
}
