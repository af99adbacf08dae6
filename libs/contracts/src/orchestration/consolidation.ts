// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

/** One condition of a step forward, and what was measured. */
export interface GateFindingShown {
  readonly gate: string;
  /** passed, failed, unknown, overruled */
  readonly verdict: string;
  readonly finding: string;
}

/** The migration of legacy agents to a persona of one of the 28. */
export interface MigrationShown {
  readonly id: string;
  readonly targetAgentId: string;
  readonly personaId: string;
  /** The first is the one that acts. */
  readonly legacyAgentIds: readonly string[];
  readonly state: string;
  readonly stateSince: string;
  /** How often it was planned. */
  readonly run: number;
  readonly version: number;
  /** Whether thresholds and gates move it by themselves. */
  readonly isAutomatic: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** How work ended on one side. */
export interface MigrationArm {
  readonly samples: number;
  readonly errors: number;
}

export interface MigrationMoveShown {
  readonly version: number;
  /** Null when it was planned just then. */
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
  readonly findings: readonly GateFindingShown[];
  readonly actor: string;
  readonly at: string;
}

/** What moves a migration by itself. */
export interface MigrationSettingsShown {
  /** What it must show to go forward, by name: `matchShare`; null: as many as the match needs. */
  readonly gates: Readonly<Record<string, number | null>>;
  /** What rolls it back, by name: `p95Ms`. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** The last state that it goes to by itself. */
  readonly advanceUpTo: string | null;
}

/** A migration with everything that a decision on it needs. */
export interface MigrationDetail extends MigrationShown {
  readonly settings: MigrationSettingsShown;
  /** Work that stays with the legacy agent until it is active. */
  readonly excluded: readonly { readonly name: string; readonly when: string }[];
  /** What every gate on the way forward says now. */
  readonly findings: readonly GateFindingShown[];
  readonly arms: { readonly legacy: MigrationArm; readonly target: MigrationArm };
  readonly shadow: { readonly matches: number; readonly differences: number; readonly incomparable: number };
  /** Newest first. */
  readonly moves: readonly MigrationMoveShown[];
}

interface BeforeAndAfter {
  readonly before: number;
  readonly after: number;
}

/** The answer of `GET /api/orchestration/consolidation`: what was counted, and what the plan said. */
export interface ConsolidationFigures {
  readonly legacyAgents: number;
  readonly targetAgents: number;
  /** Agents of both rosters. */
  readonly stayingAgents: number;
  /** Directed paths there could be: n². */
  readonly potentialPaths: BeforeAndAfter;
  /** Directed paths that the hierarchy needs. */
  readonly routes: BeforeAndAfter;
  /** Directed paths that were taken. */
  readonly observedPaths: number;
  /** One for each legacy agent that another agent takes over. */
  readonly migrations: number;
  readonly gaps: readonly { readonly agentId: string; readonly agent: string; readonly reason: string }[];
  readonly capabilitiesWithoutTarget: readonly string[];
  /** Legacy agents by the papers that name them. */
  readonly sources: Readonly<Record<string, number>>;
  readonly plan: {
    readonly legacyAgents: number;
    readonly targetAgents: number;
    readonly potentialPaths: BeforeAndAfter;
    readonly source: string;
  };
}

/** What a legacy agent did and its successor would have done, compared. */
export interface MigrationComparisonShown {
  readonly id: string;
  /** Of which run of the migration. */
  readonly run: number;
  /** What was done. */
  readonly taskId: string;
  /** What would have been done. */
  readonly proposalTaskId: string;
  readonly capability: string;
  readonly comparator: string;
  /** match, difference, incomparable */
  readonly verdict: string;
  /** 0 to 1. */
  readonly similarity: number;
  readonly differences: string;
  readonly at: string;
}
