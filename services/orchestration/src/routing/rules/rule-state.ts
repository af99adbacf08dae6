/** Drafts decide nothing, live rules do, retired ones no longer. */
export const RULE_STATES = ['draft', 'live', 'retired'] as const;
export type RuleState = (typeof RULE_STATES)[number];
