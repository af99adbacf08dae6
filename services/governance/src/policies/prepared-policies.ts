import type { ActName } from '@vividwalls/contracts';
import { RuleCache, type Rule, type RuleError } from '@vividwalls/rules';
import { variablesOf } from './act-variables.js';
import type { Policy } from './policy.js';

/** A live policy with its condition compiled, or why it can't be. */
export interface PreparedPolicy {
  readonly policy: Policy;
  readonly rule: Rule | RuleError;
}

/** Compiled conditions by act; outlives a change of policies, so that it compiles only what changed. */
export class PolicyRules {
  private readonly caches = new Map<ActName, RuleCache>();

  get(act: ActName, when: string): Rule | RuleError {
    let cache = this.caches.get(act);
    if (!cache) this.caches.set(act, (cache = new RuleCache({ variables: variablesOf(act) })));
    return cache.get(when);
  }
}

/** The policies that decide at one moment, ready to be asked. */
export class PreparedPolicies {
  private readonly byAct: ReadonlyMap<ActName, readonly PreparedPolicy[]>;

  constructor(policies: readonly Policy[], rules: PolicyRules = new PolicyRules()) {
    const prepared = policies.map((policy) => ({ policy, rule: rules.get(policy.act, policy.when) }));
    this.byAct = Map.groupBy(prepared, ({ policy }) => policy.act);
  }

  of(act: ActName): readonly PreparedPolicy[] {
    return this.byAct.get(act) ?? [];
  }
}
