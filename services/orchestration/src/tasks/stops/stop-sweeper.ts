import { formatMinor } from '@vividwalls/money';
import type { Outbox, Requests, UnitOfWork } from '@vividwalls/messaging';
import { PeriodicWork, type Clock, type Log } from '@vividwalls/platform';
import type { Rosters } from '../../registry/roster.js';
import type { WakeUps } from '../runner/wake-ups.js';
import { roomOf } from '../spends/ask-room.js';
import { endStop, listStops, type AgentStop } from './agent-stops.js';
import { refusedSpends, type RefusedSpend } from './refused-spends.js';

const EVERY_MS = 15_000;
/** Each agent stands still once; there are never more. */
const STOPS_MAX = 1_000;

export interface StopSweeperParts {
  readonly work: Pick<UnitOfWork, 'run'>;
  readonly outbox: Pick<Outbox, 'append'>;
  readonly requests: Pick<Requests, 'ask'>;
  readonly rosters: Rosters;
  readonly wakeUps: Pick<WakeUps, 'ring'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lets agents work again that were stopped over budget, as soon as there is room for what was refused.
 *
 * States of an agent and its money:
 *  - works. Finance refuses a task: does room come back once what others hold is settled? Then the task waits and is asked anew, and
 *    the agent works on. Else the task fails, and the agent is
 *  - stopped, until the end of the day at the latest. Every round asks finance whether there is room for what it refused: the agent
 *    works again when there is, by whatever that came about: more money, a transfer, a hold that ended, another period.
 *
 * It asks what is so and adds up no events: late, doubled or reordered ones change nothing. Ending a stop is one conditional update,
 * so several processes may do this, and a person may end it at the same moment: it is told once. Finance away: nothing ends, and
 * the next round asks again. Room that is gone again when the next task asks: finance refuses, and the agent is stopped anew.
 */
export class StopSweeper {
  private readonly sweeping: PeriodicWork;

  constructor(private readonly parts: StopSweeperParts) {
    this.sweeping = new PeriodicWork({
      ...{ log: parts.log, everyMs: EVERY_MS, failure: 'stops over budget could not be looked at; tried again' },
      round: async () => {
        await this.sweep();
        return false;
      },
    });
  }

  start(): void {
    this.sweeping.start();
  }

  async stop(): Promise<void> {
    await this.sweeping.stop();
  }

  /** One round. @returns how many work again */
  async sweep(): Promise<number> {
    const { work, rosters, clock, wakeUps } = this.parts;
    const [stops, spends, roster] = await work.run(async (tx) => {
      const stops = await listStops(tx, clock.now(), undefined, STOPS_MAX);
      return [stops, await refusedSpends(tx, stops), await rosters.current(tx)] as const;
    });
    const ended = await Promise.all(
      stops.map(async (stop) => {
        const [spend, agent] = [spends.get(stop.id), roster.agents.get(stop.agentId)];
        if (!spend || !agent) return false;
        const room = await roomOf(this.parts.requests, agent, spend);
        return room?.hasRoom === true && this.end(stop, spend, room.leftMinor);
      }),
    );
    const count = ended.filter(Boolean).length;
    if (count > 0) wakeUps.ring();
    return count;
  }

  private end({ id }: AgentStop, { minor, currency }: RefusedSpend, leftMinor: string | null): Promise<boolean> {
    const { work, outbox, clock } = this.parts;
    const inWords = (amount: bigint) => `${formatMinor(amount, currency)} ${currency}`;
    const left = leftMinor === null ? '' : `: ${inWords(BigInt(leftMinor))} left, ${inWords(minor)} needed`;
    const reason = `there is room in its budgets for what was refused${left}`;
    return work.run((tx) => endStop(tx, outbox, { id, by: 'system', reason }, clock.now()));
  }
}
