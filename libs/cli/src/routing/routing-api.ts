/** Addresses of routing and of the rules that speak for personas. */
export const EXPLAIN = '/api/orchestration/routing/explain';
export const ACCURACY = '/api/orchestration/routing/accuracy';
export const RULES = '/api/orchestration/persona-rules';

export const rulePath = (id: string): string => `${RULES}/${encodeURIComponent(id)}`;
