const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Where things stand on the picture, in percent of its width. The order stands at `ORDER_AT`, what came after it right of it. */
export const ORDER_AT = 93;
const FIRST_AT = 3;
const AFTER_AT = 97.5;

/** Touches that would stand closer than this stand above each other. */
const GAP = 4.5;

export interface Dated {
  readonly touchId: string;
  readonly occurredAt: string;
}

export interface PlacedTouch {
  readonly touchId: string;
  readonly x: number;
  readonly lane: number;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface Timeline {
  readonly touches: readonly PlacedTouch[];
  readonly ticks: readonly Tick[];
  /** Where the lookback window begins. */
  readonly windowAt: number;
  readonly lanes: number;
}

const TICKS: readonly (readonly [number, string])[] = [
  [90 * DAY_MS, '90 days'],
  [60 * DAY_MS, '60 days'],
  [30 * DAY_MS, '30 days'],
  [14 * DAY_MS, '14 days'],
  [7 * DAY_MS, '7 days'],
  [3 * DAY_MS, '3 days'],
  [DAY_MS, '1 day'],
  [6 * HOUR_MS, '6 hours'],
  [HOUR_MS, '1 hour'],
];

/**
 * Places touches by the time before the order. Hours before it are told apart and so are weeks: the scale is logarithmic, and its ticks
 * say so.
 */
export function timelineOf(touches: readonly Dated[], placedAt: string, lookbackFrom: string): Timeline {
  const order = Date.parse(placedAt);
  const windowMs = order - Date.parse(lookbackFrom);
  const before = (at: string): number => order - Date.parse(at);
  const farthest = Math.max(windowMs, ...touches.map(({ occurredAt }) => before(occurredAt)));
  const scale = Math.log1p(farthest / HOUR_MS);
  const placeOf = (ms: number): number =>
    ms < 0 ? AFTER_AT : ORDER_AT - (ORDER_AT - FIRST_AT) * (Math.log1p(ms / HOUR_MS) / (scale || 1));
  const placed = inLanes(touches.map(({ touchId, occurredAt }) => ({ touchId, x: placeOf(before(occurredAt)) })));
  return {
    touches: placed,
    ticks: TICKS.filter(([ms]) => ms <= farthest).map(([ms, label]) => ({ x: placeOf(ms), label })),
    windowAt: placeOf(windowMs),
    lanes: placed.reduce((most, { lane }) => Math.max(most, lane + 1), 1),
  };
}

/** From left to right, each in the lowest lane that has room. */
function inLanes(touches: readonly { readonly touchId: string; readonly x: number }[]): PlacedTouch[] {
  const ends: number[] = [];
  return [...touches]
    .sort((a, b) => a.x - b.x)
    .map(({ touchId, x }) => {
      const free = ends.findIndex((end) => x - end >= GAP);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = x;
      return { touchId, x, lane };
    });
}
