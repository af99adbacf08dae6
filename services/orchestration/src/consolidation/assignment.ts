export const MIGRATION_STATES = [
  ...(['planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired', 'rolled_back'] as const),
] as const;
export type MigrationState = (typeof MIGRATION_STATES)[number];

/** The migrations as they are at one version, as far as assigning needs them. */
export interface MigrationStates {
  readonly version: number;
  /** By `<target agent>/<persona>`. */
  readonly byTarget: ReadonlyMap<string, MigrationInForce>;
}

export interface MigrationInForce {
  readonly id: string;
  readonly state: MigrationState;
  readonly targetAgentId: string;
  readonly personaId: string;
  /** Legacy agents it takes over. The first is the persona's own: it does the work as long as the legacy side acts. */
  readonly legacyAgentIds: readonly string[];
  /** Kinds of work that stay with the legacy agent until `active`: CEL over the task. */
  readonly excluded: readonly string[];
  /** Names of the kinds in `excluded`, in the same order. */
  readonly excludedNames?: readonly string[];
  /** How often it was planned, 1 when left out. */
  readonly run?: number;
}

/** Who acts. */
export interface Assignment {
  readonly agentId: string;
  readonly personaId: string | null;
  readonly actsAs: 'legacy' | 'target';
  /** The migration that decided it; null where there is none: then the target acts. */
  readonly migrationId: string | null;
  /** Who proposes beside it, and is compared. */
  readonly shadow: { readonly agentId: string; readonly personaId: string | null } | null;
  /** Why, for the timeline. */
  readonly reason: string;
}
