import type { StoryColumn, StoryEdge } from './story-layout';

export const LANES_PX = 148;
export const LANE_PX = 76;
export const HEAD_PX = 32;
export const NODE_PX = 144;
export const NODE_HIGH_PX = 56;
const BETWEEN_PX = 32;
const GAP_PX = 36;

/** Pauses shorter than this are seen from the times above the columns. */
export const GAP_SAID_MS = 1_000;

/** Where each column begins, and how wide all of them are. */
export function xsOf(columns: readonly StoryColumn[]): { readonly xs: readonly number[]; readonly width: number } {
  let x = 0;
  const xs = columns.map(({ gapMs }, at) => {
    if (at > 0) x += NODE_PX + BETWEEN_PX + (gapMs >= GAP_SAID_MS ? GAP_PX : 0);
    return x;
  });
  return { xs, width: x + NODE_PX + BETWEEN_PX };
}

export const yOf = (lane: number): number => HEAD_PX + lane * LANE_PX + (LANE_PX - NODE_HIGH_PX) / 2;

const CORNER_PX = 8;

/**
 * A line from the right of the cause to the left of what followed. Where another node stands between them in the lane of the
 * effect, the line goes along the lane's edge: it would seem to come from that node otherwise.
 */
export function pathOf(
  { from, to }: StoryEdge,
  xs: readonly number[],
  isTaken: (lane: number, column: number) => boolean,
): string {
  const [x1, y1] = [xs[from.column]! + NODE_PX, yOf(from.lane) + NODE_HIGH_PX / 2];
  const [x2, y2] = [xs[to.column]!, yOf(to.lane) + NODE_HIGH_PX / 2];
  const c = x1 + Math.min(BETWEEN_PX, x2 - x1);
  let isBetween = false;
  for (let column = from.column + 1; column < to.column; column++) isBetween ||= isTaken(to.lane, column);
  if (!isBetween) return y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${c} ${y1} ${x1} ${y2} ${c} ${y2}H${x2}`;
  const edge =
    from.lane < to.lane
      ? HEAD_PX + to.lane * LANE_PX + CORNER_PX / 2
      : HEAD_PX + (to.lane + 1) * LANE_PX - CORNER_PX / 2;
  const last = x2 - BETWEEN_PX;
  return `M${x1} ${y1}C${c} ${y1} ${x1} ${edge} ${c} ${edge}H${last}C${x2 - CORNER_PX} ${edge} ${last + CORNER_PX} ${y2} ${x2} ${y2}`;
}
