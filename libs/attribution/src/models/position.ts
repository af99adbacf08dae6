/** The middle shares 20 of 100, each end has 40: an end weighs twice what the whole middle does. */
const END_TO_MIDDLE = 2;

/**
 * Position (U-shaped): 40 % to the first touch, 40 % to the last, 20 % shared evenly by those between. One touch has
 * 100 %, two have 50 % each. The weights are small integers in exactly these proportions: four touches weigh 4, 1, 1, 4.
 *
 * @param count touches of the path
 * @returns one weight a touch, in time order
 *
 * Source: "position based" in Google Analytics' multi-channel funnels, `position_based` in Snowplow's attribution
 * package: 40/20/40, and 50/50 when nothing lies between.
 */
export function positionWeights(count: number): number[] {
  const between = count - 2;
  if (between < 1) return Array.from({ length: count }, () => 1);
  return Array.from({ length: count }, (_, index) =>
    index === 0 || index === count - 1 ? END_TO_MIDDLE * between : 1,
  );
}
