import { wilsonInterval } from './wilson-interval.js';

/** A share that was measured. */
export interface Measured {
  readonly samples: number;
  readonly right: number;
  /** Null without samples. */
  readonly share: number | null;
  /** 95 % interval (Wilson); null without samples. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export function measured(judged: readonly { readonly isRight: boolean }[]): Measured {
  const samples = judged.length;
  const right = judged.filter(({ isRight }) => isRight).length;
  return {
    samples,
    right,
    share: samples === 0 ? null : right / samples,
    interval: wilsonInterval(right, samples) ?? null,
  };
}
