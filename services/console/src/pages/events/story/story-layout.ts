import { STREAM_ORDER, troubleOf } from '../event-words';

export interface StoryEvent {
  readonly position: string;
  readonly id: string | null;
  readonly stream: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly storedAt: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly actor: string | null;
  readonly test: boolean;
  readonly data?: unknown;
}

/** One event, or several of a kind that came together. */
export interface StoryNode {
  /** Position of the first of them. */
  readonly key: string;
  readonly events: readonly StoryEvent[];
  readonly lane: number;
  readonly column: number;
  /** Several of a lane may stand below each other in a column. */
  readonly row: number;
}

/** A moment: what stands in one column happened at about the same time. */
export interface StoryColumn {
  /** Since the story began. */
  readonly sinceMs: number;
  /** Since the column before ended. */
  readonly gapMs: number;
}

export interface StoryEdge {
  readonly from: StoryNode;
  readonly to: StoryNode;
}

export interface StoryLayout {
  /** Streams, top to bottom. */
  readonly lanes: readonly string[];
  /** How many rows each lane has. */
  readonly rows: readonly number[];
  readonly columns: readonly StoryColumn[];
  /** In the order of time; causes before effects. */
  readonly nodes: readonly StoryNode[];
  readonly edges: readonly StoryEdge[];
}

/** Events within this time may share a column. */
const MOMENT_MS = 250;

/** More than these below each other are no picture any more. */
const ROWS_MAX = 4;

/** Repeats within this time are one node. */
const REPEAT_MS = 2_000;

/**
 * Lays a story out in lanes and columns. Time is ordinal: a column is a moment, so that a burst of milliseconds stays as readable as
 * hours of waiting; how long it was between columns is told beside them. An effect stands right of its cause, always. What happened
 * close together and not because of each other stands in one column, in one lane below each other.
 * @param isEach every event is a node; else repeats of a type from one cause are one
 */
export function storyLayout(events: readonly StoryEvent[], isEach: boolean): StoryLayout {
  const ordered = causesFirst(events);
  const lanes = lanesOf(events);
  const groups = isEach ? ordered.map((event) => [event]) : grouped(ordered);
  return placed(groups, lanes);
}

function lanesOf(events: readonly StoryEvent[]): string[] {
  const rank = (stream: string): number => {
    const at = STREAM_ORDER.indexOf(stream);
    return at < 0 ? STREAM_ORDER.length : at;
  };
  return [...new Set(events.map(({ stream }) => stream))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** By time; where clocks have an effect before its cause, the cause comes first all the same. */
export function causesFirst(events: readonly StoryEvent[]): StoryEvent[] {
  const byTime = [...events].sort((a, b) => at(a) - at(b) || Number(a.position) - Number(b.position));
  const byId = new Map(byTime.map((event) => [event.id, event]));
  const [ordered, seen] = [[] as StoryEvent[], new Set<StoryEvent>()];
  for (const event of byTime) {
    const chain: StoryEvent[] = [];
    let one: StoryEvent | undefined = event;
    while (one && !seen.has(one)) {
      seen.add(one);
      chain.push(one);
      one = one.causationId === null ? undefined : byId.get(one.causationId);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}

function grouped(ordered: readonly StoryEvent[]): StoryEvent[][] {
  const groups: StoryEvent[][] = [];
  const last = new Map<string, StoryEvent[]>();
  for (const event of ordered) {
    const before = last.get(event.stream);
    if (before && isRepeat(before.at(-1)!, event)) {
      before.push(event);
      continue;
    }
    const group = [event];
    groups.push(group);
    last.set(event.stream, group);
  }
  return groups;
}

/** What failed always stands by itself. */
const isRepeat = (a: StoryEvent, b: StoryEvent): boolean =>
  a.type === b.type &&
  a.causationId === b.causationId &&
  at(b) - at(a) <= REPEAT_MS &&
  troubleOf(a) === undefined &&
  troubleOf(b) === undefined;

function placed(groups: readonly StoryEvent[][], lanes: readonly string[]): StoryLayout {
  const nodes: StoryNode[] = [];
  const columns: (StoryColumn & { readonly startMs: number; readonly used: number[] })[] = [];
  const nodeOf = new Map<string, StoryNode>();
  const edges: StoryEdge[] = [];
  const first = groups[0]?.[0];
  const beginMs = first ? at(first) : 0;
  let endMs = beginMs;
  for (const events of groups) {
    const [head] = events as [StoryEvent, ...StoryEvent[]];
    const startMs = at(head);
    const lane = lanes.indexOf(head.stream);
    const cause = head.causationId === null ? undefined : nodeOf.get(head.causationId);
    // The latest moment that it fits into: the time above it is the closest then.
    let column = columns.findLastIndex(
      (one, place) =>
        (cause === undefined || place > cause.column) &&
        Math.abs(startMs - one.startMs) <= MOMENT_MS &&
        one.used[lane]! < ROWS_MAX,
    );
    if (column < 0) {
      const [sinceMs, gapMs] = [Math.max(0, startMs - beginMs), Math.max(0, startMs - endMs)];
      column = columns.push({ sinceMs, gapMs, startMs, used: lanes.map(() => 0) }) - 1;
    }
    const row = columns[column]!.used[lane]!++;
    endMs = Math.max(endMs, at(events.at(-1)!));
    const node: StoryNode = { key: head.position, events, lane, column, row };
    nodes.push(node);
    for (const { id } of events) if (id !== null) nodeOf.set(id, node);
    if (cause) edges.push({ from: cause, to: node });
  }
  const rows = lanes.map((_, lane) => Math.max(1, ...columns.map(({ used }) => used[lane]!)));
  return { lanes, rows, columns: columns.map(({ sinceMs, gapMs }) => ({ sinceMs, gapMs })), nodes, edges };
}

const at = ({ storedAt }: StoryEvent): number => Date.parse(storedAt);

/** The way back from a node to the beginning, itself included. */
export function causesOf(node: StoryNode | undefined, edges: readonly StoryEdge[]): ReadonlySet<StoryNode> {
  const way = new Set<StoryNode>();
  for (let one = node; one && !way.has(one);) {
    way.add(one);
    one = edges.find(({ to }) => to === one)?.from;
  }
  return way;
}

export type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** Where a key leads from a node: left and right by time, up and down in its column, then to the nearest of the next lane that has one. */
export function stepFrom(node: StoryNode, step: Step, { nodes }: StoryLayout): StoryNode {
  const here = nodes.indexOf(node);
  if (step === 'Home') return nodes[0]!;
  if (step === 'End') return nodes.at(-1)!;
  if (step === 'ArrowLeft') return nodes[Math.max(0, here - 1)]!;
  if (step === 'ArrowRight') return nodes[Math.min(nodes.length - 1, here + 1)]!;
  const isDown = step === 'ArrowDown';
  const row = node.row + (isDown ? 1 : -1);
  const beside = nodes.find((one) => one.lane === node.lane && one.column === node.column && one.row === row);
  if (beside) return beside;
  const others = nodes.filter(({ lane }) => (isDown ? lane > node.lane : lane < node.lane));
  const lane = isDown ? Math.min(...others.map((one) => one.lane)) : Math.max(...others.map((one) => one.lane));
  const away = ({ column }: StoryNode): number => Math.abs(column - node.column);
  return others.filter((one) => one.lane === lane).sort((a, b) => away(a) - away(b))[0] ?? node;
}
