/** What the bench measures: the decision by itself. */
export type { KnownAct } from './act-variables.js';
export type { Policy } from './policy.js';
export { PreparedPolicies } from './prepared-policies.js';
export { ruleOnAct, type Ruling } from './rule-on-act.js';
