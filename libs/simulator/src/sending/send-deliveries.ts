import { setMaxListeners } from 'node:events';
import { Pool } from 'undici';
import { signedHeaders, webhookIdOf, type Delivery } from '../deliveries/delivery.js';
import { LatencyHistogram } from './latency-histogram.js';
import { pause, paced } from './pace.js';
import { DEFAULT_ATTEMPTS, isRefusal, waitBeforeRetryMs } from './retry-policy.js';
import { MAX_FAILURES_KEPT, type SendFailure, type SendProgress, type SendReport } from './send-report.js';

/** Shopify gives up on an answer after five seconds. */
const ANSWER_TIMEOUT_MS = 5_000;
/** So many refusals in a row with nothing acknowledged before: the secret or the address is wrong, not the webhook. */
const REFUSALS_UNTIL_GIVING_UP = 10;
export const MAX_CONCURRENCY = 1_024;

export interface SendOptions {
  /** The receiver, `http://127.0.0.1:8080/webhooks/shopify`. */
  readonly url: string;
  readonly secret: string;
  /** Per second; 0: as fast as possible. */
  readonly rate: number;
  /** Deliveries in flight at most, retries included. */
  readonly concurrency: number;
  readonly attempts?: number;
  readonly onProgress?: (progress: SendProgress) => void;
  readonly onAcknowledged?: (delivery: Delivery, ms: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends webhooks as Shopify does: signed, over kept-alive connections, repeated until answered 200 or out of attempts.
 * Deliveries leave in the source's order, but with a concurrency above one they may arrive out of order, as Shopify's do.
 *
 * @throws RangeError for a rate or concurrency out of bounds, TypeError for an URL that is none
 */
export async function sendDeliveries(
  deliveries: Iterable<Delivery> | AsyncIterable<Delivery>,
  options: SendOptions,
): Promise<SendReport> {
  const { rate, concurrency } = options;
  if (!(rate >= 0)) throw new RangeError(`rate must not be negative, got ${rate}`);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY) {
    throw new RangeError(`concurrency must be an integer of 1…${MAX_CONCURRENCY}, got ${concurrency}`);
  }
  const url = new URL(options.url);
  const pool = new Pool(url.origin, {
    connections: concurrency,
    pipelining: 1,
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    connect: { timeout: ANSWER_TIMEOUT_MS },
  });
  try {
    return await new Sending(pool, url.pathname + url.search, options).run(deliveries);
  } finally {
    await pool.destroy();
  }
}

/** One run: a slot is taken per delivery, at most `concurrency` are in flight, and what happens to each is counted. */
class Sending {
  private readonly latencies = new LatencyHistogram();
  private readonly acknowledgedIds: string[] = [];
  private readonly failures: SendFailure[] = [];
  private readonly answers: Record<string, number> = {};
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;
  private deliveries = 0;
  private failed = 0;
  private retries = 0;
  private refusedInRow = 0;
  /** Wakes the loop that waits for room among those in flight. */
  private landed: (() => void) | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly path: string,
    private readonly options: SendOptions,
  ) {
    this.signal = options.signal ? AbortSignal.any([options.signal, this.stop.signal]) : this.stop.signal;
    // Everyone who waits for a retry listens to it.
    setMaxListeners(0, this.signal);
  }

  async run(source: Iterable<Delivery> | AsyncIterable<Delivery>): Promise<SendReport> {
    const startedAt = performance.now();
    const pace = paced(this.options.rate);
    const flying = new Set<Promise<void>>();
    try {
      for await (const delivery of source) {
        const intended = await pace.next(this.signal);
        if (flying.size >= this.options.concurrency) await new Promise<void>((free) => (this.landed = free));
        if (this.signal.aborted) break;
        this.deliveries += 1;
        const start = this.options.rate === 0 ? performance.now() : intended;
        const flight: Promise<void> = this.deliver(delivery, start).finally(() => {
          flying.delete(flight);
          this.landed?.();
        });
        flying.add(flight);
      }
    } catch (error) {
      if (!this.signal.aborted) throw error;
    } finally {
      await Promise.allSettled(flying);
    }
    return this.report(performance.now() - startedAt);
  }

  private async deliver(delivery: Delivery, intended: number): Promise<void> {
    const most = this.options.attempts ?? DEFAULT_ATTEMPTS;
    const headers = signedHeaders(delivery, this.options.secret);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(headers, delivery.body);
      if (answer.status === 200) return this.acknowledge(delivery, performance.now() - intended);
      const refused = answer.status !== null && isRefusal(answer.status);
      if (refused || attempt >= most || this.signal.aborted) return this.fail(delivery, attempt, answer, refused);
      this.retries += 1;
      this.options.onProgress?.(this.progress());
      try {
        await pause(waitBeforeRetryMs(attempt, answer.retryAfter, Date.now()), this.signal);
      } catch {
        // The pause only rejects when the run is aborted; the delivery then counts as failed with its last answer.
        return this.fail(delivery, attempt, answer, false);
      }
    }
  }

  /** An abort doesn't cut it short: what the receiver may have taken is waited for, five seconds at most. */
  private async attempt(headers: Record<string, string>, body: Buffer): Promise<Answer> {
    try {
      const {
        statusCode,
        headers: got,
        body: answer,
      } = await this.pool.request({
        path: this.path,
        method: 'POST',
        headers,
        body,
      });
      await answer.dump();
      this.count(String(statusCode));
      const retryAfter = got['retry-after'];
      return {
        status: statusCode,
        reason: `HTTP ${statusCode}`,
        ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
      };
    } catch (error) {
      this.count('error');
      const { code, message } = error as NodeJS.ErrnoException;
      return { status: null, reason: code ?? (message || 'connection failed') };
    }
  }

  private acknowledge(delivery: Delivery, ms: number): void {
    this.refusedInRow = 0;
    this.latencies.add(ms);
    this.acknowledgedIds.push(webhookIdOf(delivery));
    this.options.onAcknowledged?.(delivery, ms);
    this.options.onProgress?.(this.progress());
  }

  private fail(delivery: Delivery, attempts: number, { status, reason }: Answer, refused: boolean): void {
    this.failed += 1;
    if (this.failures.length < MAX_FAILURES_KEPT) {
      this.failures.push({ webhookId: webhookIdOf(delivery), topic: delivery.topic, attempts, status, reason });
    }
    this.refusedInRow = refused ? this.refusedInRow + 1 : 0;
    if (this.refusedInRow >= REFUSALS_UNTIL_GIVING_UP && this.acknowledgedIds.length === 0) this.stop.abort();
    this.options.onProgress?.(this.progress());
  }

  private count(answer: string): void {
    this.answers[answer] = (this.answers[answer] ?? 0) + 1;
  }

  private progress(): SendProgress {
    return { acknowledged: this.acknowledgedIds.length, failed: this.failed, retries: this.retries };
  }

  private report(elapsedMs: number): SendReport {
    return {
      ...this.progress(),
      deliveries: this.deliveries,
      acknowledgedIds: this.acknowledgedIds,
      failures: this.failures,
      answers: this.answers,
      elapsedMs,
      perSecond: elapsedMs > 0 ? (this.acknowledgedIds.length * 1_000) / elapsedMs : 0,
      latencyMs: {
        p50: this.latencies.quantile(0.5),
        p90: this.latencies.quantile(0.9),
        p99: this.latencies.quantile(0.99),
        max: this.latencies.maxMs,
      },
      stopped: this.stop.signal.aborted ? 'refused' : this.options.signal?.aborted ? 'aborted' : null,
    };
  }
}

interface Answer {
  readonly status: number | null;
  readonly reason: string;
  readonly retryAfter?: string;
}
