/**
 * How sure the choice of a persona is: what speaks for it, times its share against the strongest that speaks for another,
 * `e · e² / (e² + r²)`. 1 for certain and undisputed, at most 0.5 for two that are equally likely, 0 for no evidence.
 * Squares, so that a weak hint elsewhere takes little and a strong one much: 0.9 against 0.3 is 0.81, against 0.6 it is 0.62.
 *
 * @param evidence of the chosen persona, 0 to 1
 * @param rival the strongest evidence for another persona, 0 to 1
 */
export function confidenceOf(evidence: number, rival: number): number {
  if (evidence <= 0) return 0;
  // As a ratio: squares of the smallest floats are none.
  const ratio = rival / evidence;
  return evidence / (1 + ratio * ratio);
}
