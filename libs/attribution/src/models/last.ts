/**
 * Last touch: everything to the touch that closed the sale.
 *
 * @param count touches of the path
 * @returns one weight a touch, in time order
 *
 * Source: the single-touch rule of every analytics package ("last interaction"); `heuristic_models` of
 * ChannelAttribution calls it `last_touch`.
 */
export function lastWeights(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? 1 : 0));
}
