import type { Series } from './series-chart';

const NOUGHT_PX = 2;

type Point = Readonly<Record<string, string | number | null>>;

/**
 * How high a bar is at least: nought is seen, what is not known is not. Of bars that stand on each other the lowest says it for all.
 * @returns asked by the place on the axis: what the chart hands over of a stacked bar is its upper end, and nought where nothing is known
 */
export function leastHeight({ key, stack }: Series, series: readonly Series[], points: readonly Point[]) {
  const isLowest = stack === undefined || series.find((one) => one.stack === stack)?.key === key;
  return (_end: unknown, at: number): number => (isLowest && points[at]?.[key] === 0 ? NOUGHT_PX : 0);
}
