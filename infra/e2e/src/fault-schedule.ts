import { Chance } from '@vividwalls/simulator';
import type { ServerName } from './run-file.js';
import type { System } from './system.js';

/** kill -9 of one process once the sender has got so many acknowledgements. */
export interface Fault {
  readonly afterAcknowledged: number;
  readonly victim: Victim;
}

const SERVICES = ['gateway', 'finance', 'orchestration', 'governance', 'audit'] as const;
type Victim = (typeof SERVICES)[number] | ServerName;

/** A fault that struck, and how many acknowledgements the sender had by then. */
export interface Strike {
  readonly victim: Victim;
  readonly acknowledged: number;
}

/** Redis holds nothing that counts: once is enough to see that nobody minds. */
const VICTIMS: readonly Victim[] = [
  ...SERVICES,
  ...SERVICES,
  ...(['nats', 'postgres', 'nats', 'postgres', 'redis'] as const),
];
/** The last kill leaves enough to send that its effects meet traffic. */
const LAST_AT = 0.85;

/**
 * When which process dies, by seed. Bound to the sender's progress and not to the clock, so that a slow machine sees the
 * same story as a fast one.
 */
export function faultSchedule(seed: string, deliveries: number): Fault[] {
  const chance = new Chance(`faults/${seed}`);
  const span = (deliveries * LAST_AT) / VICTIMS.length;
  const order = chance.shuffled(VICTIMS);
  return order.map((victim, place) => ({ victim, afterAcknowledged: Math.round((place + chance.unit()) * span) }));
}

/** Lets faults strike as the acknowledgements come in. */
export class FaultInjector {
  readonly struck: Strike[] = [];
  #acknowledged = 0;
  #work: Promise<void> = Promise.resolve();
  #next = 0;

  constructor(
    private readonly system: System,
    private readonly schedule: readonly Fault[],
  ) {}

  /** To be told of every acknowledgement. */
  acknowledged(): void {
    this.#acknowledged += 1;
    const due = this.schedule[this.#next];
    if (!due || this.#acknowledged < due.afterAcknowledged) return;
    this.#next += 1;
    // One after the other: of two kills at once the second would hit what the first has left.
    this.#work = this.#work.then(() => this.#strike(due.victim));
    this.#work.catch(() => {}); // `over` tells; until then it is nobody's unhandled rejection.
  }

  /** Resolves when all that struck are running again. @throws when one was not started again */
  async over(): Promise<void> {
    await this.#work;
    await this.system.ready();
  }

  async #strike(victim: Victim): Promise<void> {
    this.struck.push({ victim, acknowledged: this.#acknowledged });
    await (isService(victim) ? this.system.killService(victim) : this.system.killServer(victim));
  }
}

function isService(victim: Victim): victim is (typeof SERVICES)[number] {
  return (SERVICES as readonly string[]).includes(victim);
}
