/** What a model makes of all paths. Nothing is rounded; these are not amounts to be booked. */
export interface AttributedPaths {
  readonly channels: readonly AttributedChannel[];
  /** Conversions ÷ journeys; null when there are no journeys. */
  readonly conversionProbability: number | null;
}

export interface AttributedChannel {
  readonly channel: string;
  /** Its part of all conversions. */
  readonly conversions: number;
  /** Its part of their value. */
  readonly value: number;
  /** The share of all conversions that would be lost without it; null for every model but `markov`. */
  readonly removalEffect: number | null;
}

/** Most conversions first, then most value, then by name. */
export function ranked(channels: readonly AttributedChannel[]): AttributedChannel[] {
  return [...channels].sort(
    (a, b) =>
      b.conversions - a.conversions ||
      b.value - a.value ||
      (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0),
  );
}
