import type { StoryColumn, StoryEdge, StoryLayout, StoryNode } from './story-layout';

export const HEAD_PX = 32;
export const NODE_HIGH_PX = 56;
const ROW_PX = NODE_HIGH_PX + 8;
/** Above and below the rows of a lane. */
const LANE_PAD_PX = 10;

/** Nodes are as wide as there is room, within what can be read. */
const NODE_LEAST_PX = 108;
const NODE_MOST_PX = 168;
const BETWEEN_PX = 28;
const GAP_PX = 36;

/** Pauses shorter than this are seen from the times above the columns. */
export const GAP_SAID_MS = 1_000;

/** Where everything stands, in pixels. */
export interface StoryPlaces {
  readonly nodePx: number;
  /** Where each column begins. */
  readonly xs: readonly number[];
  readonly width: number;
  /** Where each lane begins, and at last where all end. */
  readonly laneYs: readonly number[];
}

const hasGap = ({ gapMs }: StoryColumn): boolean => gapMs >= GAP_SAID_MS;

/** @param room how wide the columns may be together, if that can be */
export function placesOf({ columns, rows }: Pick<StoryLayout, 'columns' | 'rows'>, room: number): StoryPlaces {
  const gaps = columns.slice(1).filter(hasGap).length * GAP_PX;
  const fitting = Math.floor((room - gaps) / Math.max(1, columns.length)) - BETWEEN_PX;
  const nodePx = Math.min(NODE_MOST_PX, Math.max(NODE_LEAST_PX, fitting));
  let x = 0;
  const xs = columns.map((column, at) => {
    if (at > 0) x += nodePx + BETWEEN_PX + (hasGap(column) ? GAP_PX : 0);
    return x;
  });
  const laneYs = [HEAD_PX];
  for (const count of rows) laneYs.push(laneYs.at(-1)! + count * ROW_PX + 2 * LANE_PAD_PX);
  return { nodePx, xs, width: x + nodePx + BETWEEN_PX / 2, laneYs };
}

export const yOf = ({ lane, row }: Pick<StoryNode, 'lane' | 'row'>, { laneYs }: StoryPlaces): number =>
  laneYs[lane]! + LANE_PAD_PX + row * ROW_PX + (ROW_PX - NODE_HIGH_PX) / 2;

const CORNER_PX = 8;

/**
 * A line from the right of the cause to the left of what followed. Where another node stands between them in the row of the
 * effect, the line goes along the row's edge: it would seem to come from that node otherwise.
 */
export function pathOf(
  { from, to }: StoryEdge,
  places: StoryPlaces,
  isTaken: (of: Pick<StoryNode, 'lane' | 'row' | 'column'>) => boolean,
): string {
  const { xs, nodePx } = places;
  const [x1, y1] = [xs[from.column]! + nodePx, yOf(from, places) + NODE_HIGH_PX / 2];
  const [x2, y2] = [xs[to.column]!, yOf(to, places) + NODE_HIGH_PX / 2];
  const c = x1 + Math.min(BETWEEN_PX, x2 - x1);
  let isBetween = false;
  for (let column = from.column + 1; column < to.column; column++) isBetween ||= isTaken({ ...to, column });
  if (!isBetween) return y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${c} ${y1} ${x1} ${y2} ${c} ${y2}H${x2}`;
  const beside = ROW_PX / 2;
  const edge = y1 < y2 ? y2 - beside : y2 + beside;
  const last = x2 - BETWEEN_PX;
  return `M${x1} ${y1}C${c} ${y1} ${x1} ${edge} ${c} ${edge}H${last}C${x2 - CORNER_PX} ${edge} ${last + CORNER_PX} ${y2} ${x2} ${y2}`;
}

/** The times above the columns; what is written above the one before is not written again. */
export function columnTimes(columns: readonly StoryColumn[], write: (ms: number) => string): readonly string[] {
  const all = columns.map(({ sinceMs }, at) => (at === 0 ? 'start' : `+${write(sinceMs)}`));
  return all.map((text, at) => (text === all[at - 1] ? '' : text));
}
