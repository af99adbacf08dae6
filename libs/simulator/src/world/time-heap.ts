/** A binary heap by time, first in first out among equals: what makes the simulation's order total. */
export class TimeHeap<T> {
  private readonly entries: { at: number; serial: number; item: T }[] = [];
  private serial = 0;

  get size(): number {
    return this.entries.length;
  }

  /** The earliest entry's time, Infinity when empty. */
  get nextAt(): number {
    return this.entries[0]?.at ?? Infinity;
  }

  push(at: number, item: T): void {
    this.entries.push({ at, serial: (this.serial += 1), item });
    let child = this.entries.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.earlier(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  pop(): { at: number; item: T } | undefined {
    const first = this.entries[0];
    const last = this.entries.pop();
    if (!first || !last || this.entries.length === 0) return first;
    this.entries[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      let least = parent;
      if (left < this.entries.length && this.earlier(left, least)) least = left;
      if (left + 1 < this.entries.length && this.earlier(left + 1, least)) least = left + 1;
      if (least === parent) return first;
      this.swap(parent, least);
      parent = least;
    }
  }

  private earlier(a: number, b: number): boolean {
    const [one, other] = [this.entries[a]!, this.entries[b]!];
    return one.at < other.at || (one.at === other.at && one.serial < other.serial);
  }

  private swap(a: number, b: number): void {
    [this.entries[a], this.entries[b]] = [this.entries[b]!, this.entries[a]!];
  }
}
