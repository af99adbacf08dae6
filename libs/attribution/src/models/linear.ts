/**
 * Linear: the same to every touch. A player that was met twice has two touches and gets two parts.
 *
 * @param count touches of the path
 * @returns one weight a touch, in time order
 *
 * Source: the even-credit rule of every analytics package; `heuristic_models` of ChannelAttribution calls it
 * `linear_touch` and counts repeated touches the same way.
 */
export function linearWeights(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}
