/** Addresses of the consolidation and its migrations. */
export const CONSOLIDATION = '/api/orchestration/consolidation';
export const MIGRATIONS = '/api/orchestration/migrations';

export const migrationPath = (id: string): string => `${MIGRATIONS}/${encodeURIComponent(id)}`;

/** The steps forward, in their order, and the way back. */
export const MIGRATION_STATES = [
  ...(['planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired', 'rolled_back'] as const),
] as const;

export const COMPARISON_VERDICTS = ['match', 'difference', 'incomparable'] as const;
