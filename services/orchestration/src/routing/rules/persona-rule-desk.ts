import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { seededPersonaRules } from '../seeds/seeds.js';
import { LivePersonaRules } from '../state/live-persona-rules.js';
import { TASK_VARIABLES } from '../task-facts.js';
import type { PersonaRuleBody } from './persona-rule.js';
import { RuleDesk, type RuleDraft } from './rule-desk.js';
import { faultsOfSource, type RuleBodyFault } from './rule-faults.js';

/** Persona rules from draft to retired. */
@Injectable()
export class PersonaRuleDesk extends RuleDesk<PersonaRuleBody> implements OnModuleInit {
  constructor(
    live: LivePersonaRules,
    @Inject(UnitOfWork) unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) outbox: Pick<Outbox, 'append'>,
    clock: Clock,
    private readonly rosters: Rosters,
  ) {
    super(live.rules, unitOfWork, outbox, clock);
  }

  async onModuleInit(): Promise<void> {
    const drafts = seededPersonaRules().map(({ id, name, when, source, ...body }) => ({
      id,
      name,
      when,
      source,
      body,
    }));
    await this.seed(drafts);
  }

  protected async faultsOf(tx: EntityManager, { when, body }: RuleDraft<PersonaRuleBody>): Promise<RuleBodyFault[]> {
    const { agents, capabilities } = await this.rosters.current(tx);
    const faults = faultsOfSource('/when', when, TASK_VARIABLES);
    const { agentId, personaId, capability } = body;
    const agent = agents.get(agentId);
    if (!agent?.inTarget) {
      const message = agent ? 'is no agent of the roster after: name the one that takes it over' : 'is no agent';
      faults.push({ pointer: '/agentId', message });
    } else if (!agent.personas.some(({ id }) => id === personaId)) {
      faults.push({ pointer: '/personaId', message: `is no persona of ${agentId}` });
    }
    if (capability !== null && !capabilities.has(capability)) {
      faults.push({ pointer: '/capability', message: 'is no capability' });
    } else if (capability !== null && agent && !agent.capabilities.some(({ name }) => name === capability)) {
      faults.push({ pointer: '/capability', message: `is none that ${agentId} has` });
    }
    return faults;
  }

  /** What it would change is for people to look at (`POST …/test`); a rule that changes much may be right. */
  protected assertMayGoLive(): Promise<void> {
    return Promise.resolve();
  }
}
