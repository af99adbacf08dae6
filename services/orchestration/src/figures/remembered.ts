import type { Clock } from '@vividwalls/platform';

/** Something that is made when it is asked for, at most once in a while; a failure is not remembered. */
export class Remembered<T> {
  private last: { readonly at: number; readonly made: Promise<T> } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly forMs: number,
    private readonly make: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    const now = this.clock.now().getTime();
    if (this.last && now - this.last.at < this.forMs && now >= this.last.at) return this.last.made;
    const made = this.make();
    const last = { at: now, made };
    this.last = last;
    made.catch(() => {
      if (this.last === last) this.last = undefined;
    });
    return made;
  }
}

/**
 * Something that takes long to make: what was made last is shown, however old, and made anew in the background when it is older
 * than a while. Nobody waits for it.
 */
export class MadeBeside<T> {
  private made: { readonly value: T; readonly at: Date } | undefined;
  private isUnderWay = false;

  constructor(
    private readonly clock: Clock,
    private readonly forMs: number,
    private readonly make: () => Promise<T>,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** What was made last, and when; undefined before the first time. */
  get latest(): { readonly value: T; readonly at: Date } | undefined {
    return this.made;
  }

  /** Begins to make it anew, if it is due, when what is under way now has gone on. */
  refresh(): void {
    const at = this.clock.now();
    if (this.isUnderWay || (this.made && at.getTime() - this.made.at.getTime() < this.forMs)) return;
    this.isUnderWay = true;
    setImmediate(() => {
      this.make()
        .then((value) => (this.made = { value, at }))
        .catch((error: unknown) => this.onFailure(error as Error))
        .finally(() => (this.isUnderWay = false));
    });
  }
}

/** Rejects when it takes longer; what is under way goes on. */
export async function within<T>(made: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not answered within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([made, over]);
  } finally {
    clearTimeout(timer);
  }
}
