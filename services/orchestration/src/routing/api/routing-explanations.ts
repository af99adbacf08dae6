import { Inject, Injectable } from '@nestjs/common';

import { compileRule, explain } from '@vividwalls/rules';
import { DataSource } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { Router } from '../../tasks/ports.js';
import { PreparedRules } from '../prepared-rules.js';
import { route } from '../route.js';
import type { PersonaRule } from '../rules/persona-rule.js';
import { factsOf, TASK_VARIABLES, type RoutableTask } from '../task-facts.js';
import type { ExplainedRuleView, RoutingExplanationView } from './routing-views.js';

/** Rules explained part by part: each is compiled anew for it. */
export const RULES_EXPLAINED_MAX = 50;

/** What would be decided on a task, by the state of this moment, and why. Nothing is done. */
@Injectable()
export class RoutingExplanations {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
    private readonly router: Router,
  ) {}

  async explain(task: RoutableTask): Promise<RoutingExplanationView> {
    const roster = await this.rosters.current();
    const state = await this.router.stateFor(this.dataSource.manager, roster);
    const { set } = (state.prepared as PreparedRules).inForce(task.capability, roster);
    const facts = factsOf(task);
    const { holding, unknown } = set.holding(facts);
    const explained = (rule: PersonaRule, outcome: 'holds' | 'unknown', reason?: string): ExplainedRuleView => ({
      ...{
        id: rule.id,
        name: rule.name,
        agentId: rule.agentId,
        personaId: rule.personaId,
        weight: rule.weight,
        outcome,
      },
      ...(reason !== undefined && { reason }),
      explanation: explain(compileRule(rule.when, { variables: TASK_VARIABLES }), facts),
    });
    const faulty = new Set(set.faulty.keys());
    const rules = [
      ...holding.map((rule) => () => explained(rule, 'holds')),
      ...[...unknown]
        .filter(([rule]) => !faulty.has(rule))
        .map(
          ([rule, why]) =>
            () =>
              explained(rule, 'unknown', why),
        ),
    ];
    return {
      decision: route(task, state) as RoutingExplanationView['decision'],
      rules: rules.slice(0, RULES_EXPLAINED_MAX).map((make) => make()),
      ...{ rulesVersion: state.rulesVersion, rosterVersion: roster.version },
    };
  }
}
