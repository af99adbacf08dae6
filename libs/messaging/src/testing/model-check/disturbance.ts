import { setTimeout as pause } from 'node:timers/promises';
import { type ChildProgram, terminateSessions } from '@vividwalls/testing';
import { Chance } from '@vividwalls/simulator';
import type { ModelCheckOptions } from './model-check.js';
import type { ModelServers } from './servers.js';

/** What can be struck from outside, each as often as it stands here. */
const VICTIMS = ['process', 'process', 'process', 'sessions', 'sessions', 'broker', 'broker', 'database'] as const;

/** How long a server that was killed stays away, ms, at most. */
const AWAY_MS = 1_500;

/** Strikes at random, by seed, one after the other, until it is stopped; what was struck is running again then. */
export class Disturbance {
  private readonly stopping = new AbortController();
  private readonly chance: Chance;
  private deck: readonly (typeof VICTIMS)[number][] = VICTIMS;
  readonly strikes: Record<string, number> = {};
  /** Resolves when the last strike is over. */
  readonly over: Promise<void>;

  constructor(
    { plan, strikeEveryMs, strikes = 0 }: Pick<ModelCheckOptions, 'plan' | 'strikeEveryMs' | 'strikes'>,
    private readonly servers: ModelServers,
    private readonly stations: readonly ChildProgram[],
  ) {
    this.chance = new Chance(`${plan.seed}/disturbance`);
    this.over = strikeEveryMs === undefined ? Promise.resolve() : this.run(strikeEveryMs, strikes);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.over;
  }

  private async run(everyMs: number, strikes: number): Promise<void> {
    // A shuffled deck, so that every victim has its turn.
    for (let turn = 0; turn < strikes; turn += 1) {
      if (turn % VICTIMS.length === 0) this.deck = this.chance.shuffled(VICTIMS);
      await pause(everyMs * (0.5 + this.chance.unit()), undefined, { signal: this.stopping.signal }).catch(
        () => undefined,
      );
      if (this.stopping.signal.aborted) return;
      const victim = this.deck[turn % VICTIMS.length]!;
      this.strikes[victim] = (this.strikes[victim] ?? 0) + 1;
      await this.strike(victim);
    }
  }

  private async strike(victim: (typeof VICTIMS)[number]): Promise<void> {
    const { postgres, nats } = this.servers;
    if (victim === 'process') return this.chance.shuffled(this.stations)[0]!.kill9();
    if (victim === 'sessions') return void (await terminateSessions(postgres.adminUrl));
    const server = victim === 'broker' ? nats : postgres;
    await server.kill9();
    await pause(AWAY_MS * this.chance.unit());
    await server.start();
  }
}
