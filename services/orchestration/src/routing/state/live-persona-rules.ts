import { Injectable } from '@nestjs/common';
import { RuleCache } from '@vividwalls/rules';
import type { DataSource, EntityManager } from 'typeorm';
import { PreparedRules } from '../prepared-rules.js';
import { personaRuleOf, type PersonaRuleBody } from '../rules/persona-rule.js';
import { VersionedRules } from '../rules/versioned-rules.js';
import { TASK_VARIABLES } from '../task-facts.js';

/** Rules compiled at most; beyond it the ones least used are compiled again. */
const COMPILED_RULES_MAX = 5_000;

/** Live persona rules in memory: one row is read for each use, and the rules only when that row says that they changed. */
@Injectable()
export class LivePersonaRules {
  readonly rules = new VersionedRules<PersonaRuleBody>('persona');
  /** Outlives a version, so that a change compiles only what changed. */
  readonly cache = new RuleCache({ variables: TASK_VARIABLES }, COMPILED_RULES_MAX);
  private loaded: { readonly state: string; readonly version: number; readonly prepared: PreparedRules } | undefined;

  async current(
    tx: EntityManager | DataSource,
  ): Promise<{ readonly version: number; readonly prepared: PreparedRules }> {
    const { state, version } = await this.rules.state(tx);
    if (this.loaded?.state === state) return this.loaded;
    const prepared = new PreparedRules((await this.rules.live(tx)).map(personaRuleOf), this.cache);
    this.loaded = { state, version, prepared };
    return this.loaded;
  }
}
