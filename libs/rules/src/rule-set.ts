import { compileRule, type RuleOptions } from './compile-rule.js';
import { Facts, type Context } from './facts.js';
import { Lru } from './lru.js';
import { DEFAULT_CACHED_RULES } from './limits.js';
import type { Outcome } from './outcome.js';
import type { Rule } from './rule.js';
import { RuleError } from './rule-error.js';

/** Compiled rules by source, for rules over the same variables. What does not compile is remembered too. */
export class RuleCache {
  private readonly compiled: Lru<string, Rule | RuleError>;

  constructor(
    private readonly options: RuleOptions = {},
    capacity = DEFAULT_CACHED_RULES,
  ) {
    this.compiled = new Lru(capacity);
  }

  /** The rule, or why it is none. */
  get(source: string): Rule | RuleError {
    return this.compiled.get(source, () => {
      try {
        return compileRule(source, this.options);
      } catch (error) {
        if (error instanceof RuleError) return error;
        throw error;
      }
    });
  }
}

/** Which rules of a set hold, in the order of the set, and which could not be known, with the reason. */
export interface Holding<K> {
  readonly holding: readonly K[];
  readonly unknown: ReadonlyMap<K, string>;
}

/**
 * Rules that are asked together. The context is translated once for all of them. A rule that does not compile is unknown and
 * not an error: one bad row must not stop the decision of the others; `faulty` tells which.
 */
export class RuleSet<K> {
  readonly faulty: ReadonlyMap<K, RuleError>;
  private readonly rules: readonly (readonly [K, Rule | Outcome])[];

  /** @param cache keep one for as long as the process, so that a changed set compiles only what changed */
  constructor(sources: Iterable<readonly [key: K, source: string]>, cache: RuleCache = new RuleCache()) {
    const compiled = Array.from(sources, ([key, source]) => [key, cache.get(source)] as const);
    this.faulty = new Map(compiled.filter((entry): entry is [K, RuleError] => entry[1] instanceof RuleError));
    this.rules = compiled.map(([key, rule]) => [key, rule instanceof RuleError ? notARule(rule) : rule]);
  }

  get size(): number {
    return this.rules.length;
  }

  /** What each rule says, by key, in the order of the set. Never throws. */
  evaluate(context: Context | Facts): Map<K, Outcome> {
    const facts = Facts.of(context);
    return new Map(this.rules.map(([key, rule]) => [key, 'ok' in rule ? rule : rule.evaluate(facts)]));
  }

  /** The keys of the rules that hold. A value that is no boolean is unknown. Never throws. */
  holding(context: Context | Facts): Holding<K> {
    const facts = Facts.of(context);
    const holding: K[] = [];
    const unknown = new Map<K, string>();
    for (const [key, rule] of this.rules) {
      const outcome = 'ok' in rule ? rule : rule.evaluate(facts);
      if (!outcome.ok) unknown.set(key, outcome.reason);
      else if (typeof outcome.value !== 'boolean') unknown.set(key, 'the rule does not say yes or no');
      else if (outcome.value) holding.push(key);
    }
    return { holding, unknown };
  }
}

function notARule(error: RuleError): Outcome {
  return { ok: false, reason: `the rule can't be used: ${error.faults.map(({ message }) => message).join('; ')}` };
}
