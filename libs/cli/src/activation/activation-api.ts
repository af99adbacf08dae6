/** Addresses of the rules that make tasks of events. */
export const RULES = '/api/orchestration/activation-rules';

export const rulePath = (id: string): string => `${RULES}/${encodeURIComponent(id)}`;

export const RULE_STATES = ['draft', 'live', 'retired'] as const;
