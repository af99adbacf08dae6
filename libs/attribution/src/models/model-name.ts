/** Every model there is, from the simplest rule to the ones that look at all paths. */
export const MODELS = ['first', 'last', 'linear', 'position', 'time-decay', 'markov', 'shapley', 'kind'] as const;
export type ModelName = (typeof MODELS)[number];

export function isModelName(text: string): text is ModelName {
  return (MODELS as readonly string[]).includes(text);
}
