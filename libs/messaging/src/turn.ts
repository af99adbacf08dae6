import { setImmediate } from 'node:timers/promises';
import { TURN_MS } from './limits.js';

/**
 * One stretch of work that must not keep the event loop from everybody else: requests, acknowledgements, heartbeats.
 *
 *     const turn = new Turn();
 *     for (const item of many) {
 *       if (turn.isOver) await turn.next();
 *       work(item);
 *     }
 */
export class Turn {
  private endsAt: number;

  /**
   * @param ms how long it may last
   * @param now a clock in ms
   */
  constructor(
    private readonly ms: number = TURN_MS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.endsAt = now() + ms;
  }

  get isOver(): boolean {
    return this.now() >= this.endsAt;
  }

  /** Resolves after everybody else has had theirs. */
  async next(): Promise<void> {
    await setImmediate();
    this.endsAt = this.now() + this.ms;
  }
}
