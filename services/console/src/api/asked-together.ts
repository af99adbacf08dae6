/** So long the first waits for others. */
export const TOGETHER_MS = 50;
/** Questions leave at most this often, however many things are asked for. */
export const APART_MS = 250;
/** Things of one question; more of them are asked at the same time. */
export const MOST_AT_ONCE = 100;

/**
 * Many small questions of the same kind as few large ones: what is asked for within a moment is asked together. What a question fails
 * with, all fail with that were in it.
 */
export class AskedTogether<Answer> {
  private waiting = new Map<string, PromiseWithResolvers<Answer | null>>();
  private nextAtMs = 0;

  /** @param ask tells what it knows; what it leaves out is null */
  constructor(private readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>) {}

  of(key: string): Promise<Answer | null> {
    const asked = this.waiting.get(key);
    if (asked) return asked.promise;
    if (this.waiting.size === 0) setTimeout(() => this.leave(), Math.max(TOGETHER_MS, this.nextAtMs - Date.now()));
    const mine = Promise.withResolvers<Answer | null>();
    this.waiting.set(key, mine);
    return mine.promise;
  }

  private leave(): void {
    const all = [...this.waiting];
    this.waiting = new Map();
    this.nextAtMs = Date.now() + APART_MS;
    for (let at = 0; at < all.length; at += MOST_AT_ONCE) void this.asked(all.slice(at, at + MOST_AT_ONCE));
  }

  private async asked(some: readonly (readonly [string, PromiseWithResolvers<Answer | null>])[]): Promise<void> {
    try {
      const known = await this.ask(some.map(([key]) => key));
      for (const [key, { resolve }] of some) resolve(known.get(key) ?? null);
    } catch (error) {
      for (const [, { reject }] of some) reject(error);
    }
  }
}
