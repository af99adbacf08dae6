/** 97.5th percentile of the standard normal distribution: an interval that covers the share 19 times out of 20. */
const Z = 1.959963984540054;

/**
 * The 95 % score interval of a share (Wilson 1927). Unlike the share plus or minus its error it stays within 0 and 1, and it says
 * something for few samples and for none that failed.
 *
 * @returns undefined without samples
 */
export function wilsonInterval(successes: number, samples: number): { low: number; high: number } | undefined {
  if (samples <= 0) return undefined;
  const share = successes / samples;
  const spread = 1 + (Z * Z) / samples;
  const centre = (share + (Z * Z) / (2 * samples)) / spread;
  const half = (Z * Math.sqrt((share * (1 - share)) / samples + (Z * Z) / (4 * samples * samples))) / spread;
  // Rounding may put an end beyond the share it is about.
  return { low: Math.max(0, Math.min(centre - half, share)), high: Math.min(1, Math.max(centre + half, share)) };
}
