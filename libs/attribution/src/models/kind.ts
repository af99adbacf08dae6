/** How much an agent had to do with a sale: it sold, it helped, or it was merely seen. */
export const TOUCH_KINDS = ['direct', 'assisted', 'influenced'] as const;
export type TouchKind = (typeof TOUCH_KINDS)[number];
export type KindWeights = Readonly<Record<TouchKind, number>>;

/** Each kind counts half of the one above it. The plan names the kinds and leaves their weights to us. */
export const DEFAULT_KIND_WEIGHTS: KindWeights = { direct: 4, assisted: 2, influenced: 1 };

/**
 * By kind: a touch weighs what its kind does, wherever it lies on the path. When all kinds on the path weigh nothing,
 * nothing tells the touches apart and they weigh the same.
 *
 * @returns one weight a touch, in the order of the kinds
 *
 * Source: the plan's `attribution_types` direct, assisted, influenced.
 */
export function kindWeights(kinds: readonly TouchKind[], weights: KindWeights): number[] {
  const own = kinds.map((kind) => weights[kind]);
  return own.some((weight) => weight > 0) ? own : own.map(() => 1);
}
