import type { Log } from '@vividwalls/platform';

/**
 * Questions to another service that are under way, many tasks in one batch, outside any transaction. What a batch came to is
 * written by whoever asks; a batch that fails is left to the leases of its tasks.
 */
export class AskedBatches<T> {
  private readonly asking = new Set<Promise<void>>();
  private count = 0;

  /**
   * @param ask asks about a batch, writes the answers, and goes on with what may
   * @param answered hears that a batch is done with, well or not
   */
  constructor(
    private readonly whose: string,
    private readonly log: Log,
    private readonly ask: (batch: readonly T[]) => Promise<void>,
    private readonly answered: () => void,
  ) {}

  /** Tasks that are being asked about. */
  get size(): number {
    return this.count;
  }

  add(batch: readonly T[]): void {
    if (batch.length === 0) return;
    this.count += batch.length;
    const asking = this.ask(batch)
      .catch((error: Error) => this.log.warn(`answers of ${this.whose} could not be written`, { error: error.message }))
      .finally(() => {
        this.count -= batch.length;
        this.asking.delete(asking);
        this.answered();
      });
    this.asking.add(asking);
  }

  /** Resolves when nothing that was added is being asked about any more. */
  async drained(): Promise<void> {
    while (this.asking.size > 0) await Promise.all(this.asking);
  }
}

/** Questions at a time; one asker may have 128 open, and others ask too. */
const ASKED_AT_ONCE = 64;

/** Asks about all of them, some at a time; the answers are in their order. */
export async function inTurns<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += ASKED_AT_ONCE)
    results.push(...(await Promise.all(items.slice(i, i + ASKED_AT_ONCE).map(ask))));
  return results;
}
