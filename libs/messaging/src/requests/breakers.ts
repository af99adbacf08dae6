import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen, type CircuitBreakerPolicy } from 'cockatiel';
import type { MessagingLog } from '../log.js';
import { contractName, type RequestContract } from './contract.js';
import { HALF_OPENS_AFTER_MS, OPENS_AFTER_FAILURES } from './limits.js';
import {
  BrokerUnavailable,
  CircuitOpen,
  NoResponder,
  RequestCancelled,
  RequestTimedOut,
  TooManyRequests,
} from './request-errors.js';

export interface BreakerSettings {
  /** Failures in a row that open a circuit. */
  readonly opensAfterFailures?: number;
  /** An open circuit lets one question through after this, ms. */
  readonly halfOpensAfterMs?: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * One circuit breaker for each contract.
 *
 *   closed ──failures in a row──► open ──a while, then the next question──► half-open
 *     ▲                            ▲                                          │
 *     └──────── it is answered ────┼──────────────────────────────────────────┤
 *                                  └──────── it is not, or is given up ───────┘
 *
 * A failure is a question that got nowhere: time-out, no responder, broker away, or an answerer that is too busy. An answer is
 * no failure, whatever it says: a refusal, or a handler that threw, came from somebody who is well enough to say so. While
 * the one question of a half-open circuit is on its way, all others are refused as if it were open, rather than kept.
 */
export class Breakers {
  private readonly policies = new Map<string, CircuitBreakerPolicy>();

  constructor(
    private readonly settings: BreakerSettings,
    private readonly log: MessagingLog,
  ) {}

  /** @throws CircuitOpen instead of calling `exchange`, which returns every answer and throws when there is none */
  async run<T>(contract: RequestContract, exchange: () => Promise<T>): Promise<T> {
    const policy = this.policyOf(contract);
    const { halfOpensAfterMs = HALF_OPENS_AFTER_MS } = this.settings;
    const refuse = () =>
      new CircuitOpen(contract, `not asked: it failed too often; tried again after ${halfOpensAfterMs} ms`);
    if (policy.state === CircuitState.HalfOpen) throw refuse();
    let asked = false;
    try {
      return await policy.execute(() => {
        asked = true;
        return exchange();
      });
    } catch (error) {
      throw asked ? error : refuse();
    }
  }

  states(): Record<string, BreakerState> {
    return Object.fromEntries([...this.policies].map(([name, { state }]) => [name, STATE_NAMES[state]]));
  }

  private policyOf(contract: RequestContract): CircuitBreakerPolicy {
    const name = contractName(contract);
    const present = this.policies.get(name);
    if (present) return present;
    const { opensAfterFailures = OPENS_AFTER_FAILURES, halfOpensAfterMs = HALF_OPENS_AFTER_MS } = this.settings;
    const policy = circuitBreaker(
      handleWhen((error) => isFailure(error) || (saysNothing(error) && isProbing())),
      { breaker: new ConsecutiveBreaker(opensAfterFailures), halfOpenAfter: halfOpensAfterMs },
    );
    // For all that is known then, the answerer is still down.
    const isProbing = () => policy.state === CircuitState.HalfOpen;
    policy.onStateChange((state) => this.log.warn('circuit changes', { contract: name, state: STATE_NAMES[state] }));
    this.policies.set(name, policy);
    return policy;
  }
}

const STATE_NAMES: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  // Held open by hand, which nothing here does.
  [CircuitState.Isolated]: 'open',
};

function isFailure(error: unknown): boolean {
  if (saysNothing(error)) return false;
  return [RequestTimedOut, NoResponder, BrokerUnavailable, TooManyRequests].some((kind) => error instanceof kind);
}

/** The asker did not wait until the answerer could have answered. */
const saysNothing = (error: unknown): boolean =>
  error instanceof RequestCancelled || (error instanceof RequestTimedOut && error.isCutShort);
