export { assertBoolean, compileRule, type RuleOptions } from './compile-rule.js';
export type { Variables, VariableType } from './declarations.js';
export { explain, type Explanation } from './explain.js';
export { Facts, type Context } from './facts.js';
export * from './limits.js';
export type { Outcome } from './outcome.js';
export { holds, type Rule } from './rule.js';
export { RuleError, type RuleFault } from './rule-error.js';
export { RuleCache, RuleSet, type Holding } from './rule-set.js';
