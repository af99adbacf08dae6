/** Limits and times of a runner. */
export interface RunnerSettings {
  /** Tasks taken in one transaction. */
  readonly batch: number;
  /** Tasks at work in this process at a time. */
  readonly concurrency: number;
  /** A runner that is silent for so long is taken for dead, ms. */
  readonly leaseMs: number;
  /** Leases of all running tasks are extended so often, ms: three chances within a lease. */
  readonly heartbeatMs: number;
  /** The queue is looked at so often even when nobody rang, ms. */
  readonly pollMs: number;
  /** Leases that ended, times that passed and what is to be taken back are looked for so often, ms. */
  readonly sweepMs: number;
  /** An executor that was told to stop has so long to do so, ms. */
  readonly graceMs: number;
}

export const RUNNER_SETTINGS: RunnerSettings = {
  batch: 200,
  concurrency: 400,
  leaseMs: 30_000,
  heartbeatMs: 10_000,
  pollMs: 250,
  sweepMs: 1_000,
  graceMs: 2_000,
};
