import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Roster } from '../registry/roster.js';
import { Clock } from '@vividwalls/platform';
import { Router } from '../tasks/ports.js';
import type { Task } from '../tasks/task.js';
import { ExpertiseBook } from '../training/expertise/expertise-book.js';
import { route } from './route.js';
import type { RoutingDecision, RoutingState } from './routing-decision.js';
import { AgentConditions } from './state/agent-conditions.js';
import { LearnedSamples } from './state/learned-samples.js';
import { LivePersonaRules } from './state/live-persona-rules.js';

/** Routing by rules, by samples and by how agents do: reads what a decision depends on once per batch, and decides purely. */
@Injectable()
export class PersonaRouter extends Router {
  constructor(
    private readonly rules: LivePersonaRules,
    private readonly conditions: AgentConditions,
    private readonly learned: LearnedSamples,
    private readonly expertise: ExpertiseBook,
    private readonly clock: Clock,
  ) {
    super();
  }

  async stateFor(tx: EntityManager, roster: Roster): Promise<RoutingState> {
    const { version, prepared } = await this.rules.current(tx);
    const samples = await this.learned.current(tx, roster);
    const conditions = await this.conditions.of(tx, targetsOf(roster));
    const expertise = { evidence: await this.expertise.evidence(tx), at: this.clock.now() };
    return { roster, rulesVersion: version, conditions, expertise, prepared, samples };
  }

  decide(task: Task, state: RoutingState): RoutingDecision {
    return route(task, state);
  }
}

const targetsOf = ({ agents }: Roster): string[] =>
  [...agents.values()].filter(({ inTarget }) => inTarget).map(({ id }) => id);
