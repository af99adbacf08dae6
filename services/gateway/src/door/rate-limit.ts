import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, CONFIG, LOG, Problem, type Log } from '@vividwalls/platform';
import { createClient, type RedisClientType } from 'redis';
import type { GatewayConfig } from '../gateway.config.js';

const WINDOW_S = 60;

/** A counter that does not answer at once is not waited for: the limit protects the system, it must not slow it down. */
const ANSWER_WITHIN_MS = 50;

/** Callers counted here while Redis is away; past it the oldest window is forgotten. */
const CALLERS_COUNTED = 10_000;

export interface Caller {
  /** The key or the session's token, as it was sent. */
  readonly credential?: string | undefined;
  readonly address: string;
}

/**
 * Counts requests per caller and minute, over all replicas in Redis, and in this process alone while Redis is away. The
 * caller is the key or the session (hashed) or, without one, the address.
 */
@Injectable()
export class RateLimit implements OnModuleInit, OnModuleDestroy {
  private client: RedisClientType | undefined;
  private readonly local = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    if (!this.config.REDIS_URL) return;
    this.client = createClient({ url: this.config.REDIS_URL, disableOfflineQueue: true });
    this.client.on('error', (error: Error) =>
      this.log.warn('counting requests without Redis', { error: error.message }),
    );
    // Connecting is tried for as long as it takes; until then requests are counted here.
    void this.client.connect().catch((error: Error) => this.log.warn('Redis is away', { error: error.message }));
  }

  async onModuleDestroy(): Promise<void> {
    if (this.client?.isOpen) this.client.destroy();
  }

  /** The counters' Redis; undefined while it is away, or when there is none. */
  get redis(): RedisClientType | undefined {
    return this.client?.isReady ? this.client : undefined;
  }

  /** Throws Problem 429 when this caller had its share of the minute. @param limit how much that is */
  async admit(caller: Caller, limit = this.config.VW_RATE_LIMIT_PER_MINUTE): Promise<void> {
    const window = Math.floor(this.clock.now().getTime() / 1_000 / WINDOW_S);
    const who = caller.credential
      ? createHash('sha256').update(caller.credential).digest('base64url').slice(0, 22)
      : caller.address;
    const key = `rate:${window}:${who}`;
    const count = (await this.countInRedis(key)) ?? this.countHere(key);
    if (count <= limit) return;
    throw new Problem(
      429,
      'Too many requests',
      `The limit is ${limit} a minute.`,
      {},
      { 'retry-after': String(WINDOW_S) },
    );
  }

  private async countInRedis(key: string): Promise<number | undefined> {
    if (!this.client?.isReady) return undefined;
    const counted = this.client
      .multi()
      .incr(key)
      .expire(key, WINDOW_S * 2)
      .exec()
      .then(([count]) => Number(count))
      .catch((error: Error) => {
        this.log.warn('counting requests without Redis', { error: error.message });
        return undefined;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ANSWER_WITHIN_MS, undefined)));
    const count = await Promise.race([counted, late]);
    clearTimeout(timer);
    return count;
  }

  private countHere(key: string): number {
    const count = (this.local.get(key) ?? 0) + 1;
    this.local.set(key, count);
    if (this.local.size > CALLERS_COUNTED) this.local.delete(this.local.keys().next().value!);
    return count;
  }
}
