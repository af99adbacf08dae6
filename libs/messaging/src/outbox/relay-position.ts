/** A range of outbox ids, both ends included. */
export interface IdRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What the relay knows of the outbox: every id up to `high` is published (or parked), except those in `holes`.
 *
 * Ids are given before commit, so a higher one may be seen first. Whatever is missing below the highest id seen is a hole:
 * still being written, not acknowledged by the broker, or rolled back for good. Nothing is passed by, whatever the order of
 * commits, and nobody waits for anybody: `high` goes on while holes are open.
 */
export interface RelayPosition {
  readonly high: number;
  /** Sorted, disjoint, all at or below `high`. */
  readonly holes: readonly IdRange[];
}

/** The position after rows were read (`seen`: ids, ascending) and some of them settled: published or parked. */
export function advanced(
  position: RelayPosition,
  seen: readonly number[],
  settled: (id: number) => boolean,
): RelayPosition {
  let { high } = position;
  const gaps: IdRange[] = [];
  const filled: number[] = [];
  for (const id of seen) {
    if (id > high) {
      if (id > high + 1) gaps.push({ from: high + 1, to: id - 1 });
      if (!settled(id)) gaps.push({ from: id, to: id });
      high = id;
    } else if (settled(id)) filled.push(id);
  }
  return { high, holes: merged([...without(position.holes, filled), ...gaps]) };
}

/** Ranges less single ids (ascending). */
export function without(ranges: readonly IdRange[], ids: readonly number[]): IdRange[] {
  const left: IdRange[] = [];
  let next = 0;
  for (const range of ranges) {
    let { from } = range;
    while (next < ids.length && ids[next]! < from) next += 1;
    for (; next < ids.length && ids[next]! <= range.to; next += 1) {
      if (ids[next]! > from) left.push({ from, to: ids[next]! - 1 });
      from = ids[next]! + 1;
    }
    if (from <= range.to) left.push({ from, to: range.to });
  }
  return left;
}

/** Ranges less other ranges, both sorted; in one pass, because there may be ten thousand of each. */
export function withoutRanges(ranges: readonly IdRange[], removed: readonly IdRange[]): IdRange[] {
  const left: IdRange[] = [];
  let next = 0;
  for (const range of ranges) {
    let { from } = range;
    while (next < removed.length && removed[next]!.to < from) next += 1;
    // The last one may reach into the next range, so it is not used up here.
    for (let at = next; at < removed.length && removed[at]!.from <= range.to; at += 1) {
      const gone = removed[at]!;
      if (gone.from > from) left.push({ from, to: gone.from - 1 });
      from = gone.to + 1;
    }
    if (from <= range.to) left.push({ from, to: range.to });
  }
  return left;
}

/** Neighbours become one range. Expects ascending order. */
function merged(ranges: readonly IdRange[]): IdRange[] {
  const result: IdRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && last.to + 1 === range.from) result[result.length - 1] = { from: last.from, to: range.to };
    else result.push(range);
  }
  return result;
}

/** PostgreSQL's text of an int8multirange: `{[3,5),[9,10)}`. */
export function toMultirange(ranges: readonly IdRange[]): string {
  return `{${ranges.map(({ from, to }) => `[${from},${to + 1})`).join(',')}}`;
}

export function fromMultirange(text: string): IdRange[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map((match) => ({ from: Number(match[1]), to: Number(match[2]) - 1 }));
}
