import { Injectable } from '@nestjs/common';
import { metrics, type MeterProvider } from '@opentelemetry/api';

/** From an idle system's milliseconds to the five minutes that the plan allows, and beyond. */
const BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 3_600];

/** Orders whose lag is remembered: a minute's worth under load, days of a quiet shop. */
export const LAG_WINDOW = 10_000;

const METRIC = 'vw.finance.reporting.lag';

export interface LagSummary {
  /** Orders measured since the start. */
  readonly measured: number;
  /** Orders of which nobody told when their delivery was received. */
  readonly unmeasured: number;
  /** Measured orders that the figures below are of: the latest ones. */
  readonly window: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/**
 * How late reports are: for every order the time from the receipt of the delivery that told of it to the commit after which
 * every report shows it. Published as a histogram, and kept for a bounded window of the latest orders.
 */
@Injectable()
export class ReportingLag {
  private readonly histogram;
  private readonly latestMs: number[] = [];
  private measured = 0;
  private unmeasured = 0;

  /** Meters do not wait for their provider: by default that of the process, registered before any service is made. */
  constructor(provider: MeterProvider = metrics.getMeterProvider()) {
    this.histogram = provider.getMeter('vividwalls.finance').createHistogram(METRIC, {
      unit: 's',
      description: 'From the receipt of a delivery to its effect in reports',
      advice: { explicitBucketBoundaries: BUCKETS_S },
    });
  }

  /**
   * @param receivedAt of the delivery, ISO 8601; undefined when its event does not tell
   * @param committedAt when the transaction that booked it had ended
   */
  observe(receivedAt: string | Date | undefined, committedAt: Date): void {
    const receivedMs = receivedAt === undefined ? Number.NaN : new Date(receivedAt).getTime();
    if (Number.isNaN(receivedMs)) {
      this.unmeasured += 1;
      return;
    }
    // Clocks of different machines differ; nothing is visible before it came.
    const lagMs = Math.max(0, committedAt.getTime() - receivedMs);
    this.histogram.record(lagMs / 1_000);
    this.latestMs[this.measured % LAG_WINDOW] = lagMs;
    this.measured += 1;
  }

  /** Undefined while no order was measured: no lag is known then, not one of zero. */
  summary(): LagSummary | undefined {
    const { measured, unmeasured } = this;
    if (measured === 0) return undefined;
    const sorted = [...this.latestMs].sort((a, b) => a - b);
    // Nearest rank: the least that so many of all stay at or below.
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]!;
    const quantiles = { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
    return { measured, unmeasured, window: sorted.length, ...quantiles };
  }

  /** Orders that could not be measured, also while none was. */
  get untold(): number {
    return this.unmeasured;
  }
}
