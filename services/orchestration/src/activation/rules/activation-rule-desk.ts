import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, Problem } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { RuleDesk, type RuleDraft } from '../../routing/rules/rule-desk.js';
import { faultsOfSource, type RuleBodyFault } from '../../routing/rules/rule-faults.js';
import type { StoredRule } from '../../routing/rules/versioned-rules.js';
import { wasTried } from '../dry-run/dry-run-desk.js';
import { seededActivationRules } from '../seeds/seeds.js';
import { ACTIVATION_VARIABLES, type ActivationRuleBody } from './activation-rule.js';
import { LiveActivationRules } from './live-activation-rules.js';
import { faultsOfActivation } from './template-faults.js';

/** Rules that are live for one kind of event: each is asked of each such event. */
const LIVE_PER_EVENT_MAX = 100;

/** Activation rules from draft to retired. None goes live that was not tried on past events. */
@Injectable()
export class ActivationRuleDesk extends RuleDesk<ActivationRuleBody> implements OnModuleInit {
  constructor(
    private readonly live: LiveActivationRules,
    @Inject(UnitOfWork) unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) outbox: Pick<Outbox, 'append'>,
    clock: Clock,
    private readonly rosters: Rosters,
  ) {
    super(live.rules, unitOfWork, outbox, clock);
  }

  async onModuleInit(): Promise<void> {
    const drafts = seededActivationRules().map(({ eventType, template, ...rule }) => ({
      ...rule,
      body: { eventType, template },
    }));
    await this.seed(drafts);
  }

  protected async faultsOf(tx: EntityManager, { when, body }: RuleDraft<ActivationRuleBody>): Promise<RuleBodyFault[]> {
    const roster = await this.rosters.current(tx);
    return [...faultsOfSource('/when', when, ACTIVATION_VARIABLES), ...faultsOfActivation(body, roster)];
  }

  protected async assertMayGoLive(tx: EntityManager, rule: StoredRule<ActivationRuleBody>): Promise<void> {
    if (!(await wasTried(tx, rule.id, rule.version))) {
      const detail = `Version ${rule.version} of ${rule.id} was not tried on past events yet: dry-run it first.`;
      throw new Problem(409, 'Not tried', detail);
    }
    const others = (await this.live.byType(tx)).get(rule.body.eventType) ?? [];
    if (others.filter((other) => other.rule.id !== rule.id).length >= LIVE_PER_EVENT_MAX) {
      throw new Problem(
        409,
        'Too many rules',
        `${LIVE_PER_EVENT_MAX} rules are live for ${rule.body.eventType} already.`,
      );
    }
  }
}
