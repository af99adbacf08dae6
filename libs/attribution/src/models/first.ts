/**
 * First touch: everything to the touch that found the customer.
 *
 * @param count touches of the path
 * @returns one weight a touch, in time order
 *
 * Source: the single-touch rule of every analytics package ("first interaction"); `heuristic_models` of
 * ChannelAttribution calls it `first_touch`.
 */
export function firstWeights(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? 1 : 0));
}
