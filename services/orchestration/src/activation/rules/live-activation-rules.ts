import { Injectable } from '@nestjs/common';
import { RuleError } from '@vividwalls/rules';
import type { DataSource, EntityManager } from 'typeorm';
import { VersionedRules } from '../../routing/rules/versioned-rules.js';
import { activationRuleOf, type ActivationRule, type ActivationRuleBody } from './activation-rule.js';
import { CompiledActivation } from './compiled-activation.js';

/** Rules of one kind of event; one that can't be compiled any more says why. */
export type LiveActivation = CompiledActivation | { readonly rule: ActivationRule; readonly fault: string };

/** Live activation rules in memory, by the type of event; read anew only when one row says that they changed. */
@Injectable()
export class LiveActivationRules {
  readonly rules = new VersionedRules<ActivationRuleBody>('activation');
  private loaded:
    { readonly state: string; readonly byType: ReadonlyMap<string, readonly LiveActivation[]> } | undefined;

  async byType(tx: EntityManager | DataSource): Promise<ReadonlyMap<string, readonly LiveActivation[]>> {
    const { state } = await this.rules.state(tx);
    if (this.loaded?.state === state) return this.loaded.byType;
    const live = (await this.rules.live(tx)).map(activationRuleOf).map(compiled);
    this.loaded = { state, byType: Map.groupBy(live, ({ rule }) => rule.eventType) };
    return this.loaded.byType;
  }
}

function compiled(rule: ActivationRule): LiveActivation {
  try {
    return new CompiledActivation(rule);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { rule, fault: error.message };
  }
}
