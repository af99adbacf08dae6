import { Injectable } from '@nestjs/common';
import { metrics, type MeterProvider } from '@opentelemetry/api';

/** From an idle system's milliseconds to the five minutes that the plan allows, and beyond. */
const BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 3_600];

/** Orders that figures are of: a minute's worth under load, days of a quiet shop. */
export const LAG_WINDOW = 10_000;

/** Orders remembered: so many windows, so that the one of a day before is known too. */
export const LAG_REMEMBERED = 5 * LAG_WINDOW;

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

/** A lag, or why it is not known. */
export interface LagFound {
  readonly p95Ms: number | null;
  readonly reason: string | null;
}

const NONE = 'No order was booked since the start.';

/**
 * How late reports are: for every order the time from the receipt of the delivery that told of it to the commit after which
 * every report shows it. Published as a histogram, and kept for a bounded window of the latest orders.
 */
@Injectable()
export class ReportingLag {
  private readonly histogram;
  private readonly latestMs: number[] = [];
  private readonly committedMs: number[] = [];
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
    const at = this.measured % LAG_REMEMBERED;
    this.latestMs[at] = lagMs;
    this.committedMs[at] = committedAt.getTime();
    this.measured += 1;
  }

  /** Undefined while no order was measured: no lag is known then, not one of zero. */
  summary(): LagSummary | undefined {
    const { measured, unmeasured } = this;
    if (measured === 0) return undefined;
    const lags = this.windowBy(Infinity);
    const at = quantileOf(lags);
    const quantiles = { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
    return { measured, unmeasured, window: lags.length, ...quantiles };
  }

  /** As it was to be seen at a moment: of the latest orders by then; or why nobody knows. */
  p95By(moment: Date): LagFound {
    const lags = this.windowBy(moment.getTime());
    if (this.measured > LAG_REMEMBERED && lags.length < LAG_WINDOW)
      return { p95Ms: null, reason: 'The orders of that time are not remembered any more.' };
    if (lags.length > 0) return { p95Ms: quantileOf(lags)(0.95), reason: null };
    return { p95Ms: null, reason: this.measured === 0 ? NONE : 'No order was booked by then since the start.' };
  }

  /** Those of the latest orders that were committed by then. */
  private windowBy(moment: number): number[] {
    const { measured, latestMs, committedMs } = this;
    const found: number[] = [];
    for (let n = measured - 1; n >= Math.max(0, measured - LAG_REMEMBERED) && found.length < LAG_WINDOW; n -= 1) {
      const at = n % LAG_REMEMBERED;
      if (committedMs[at]! <= moment) found.push(latestMs[at]!);
    }
    return found;
  }

  /** Orders that could not be measured, also while none was. */
  get untold(): number {
    return this.unmeasured;
  }
}

/** Nearest rank: the least that so many of all stay at or below. */
function quantileOf(lags: readonly number[]): (share: number) => number {
  const sorted = [...lags].sort((a, b) => a - b);
  return (share) => sorted[Math.ceil(sorted.length * share) - 1]!;
}
