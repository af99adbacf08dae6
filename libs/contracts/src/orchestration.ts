// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

/** Which executor runs the work. */
export interface ExecutorShown {
  readonly kind: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface AgentCapabilityShown {
  readonly name: string;
  /** 0 to 1. */
  readonly expertise: number;
  /** What one run is expected to cost; "0" costs nothing. */
  readonly costMinor: string;
  readonly allowanceMinor?: string;
  /** Another executor than the agent's own. */
  readonly executor?: ExecutorShown;
}

export interface PersonaShown {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The legacy agent it stands for. */
  readonly legacyAgentId: string | null;
  /** All of the agent's when empty. */
  readonly capabilities: readonly string[];
}

/** An agent as `GET /api/orchestration/agents` shows it. */
export interface AgentShown {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly level: string;
  /** Null for the root alone. */
  readonly reportsTo: string | null;
  readonly alsoReportsTo?: string | null;
  readonly role: string;
  readonly inLegacy: boolean;
  readonly inTarget: boolean;
  /** planned, active, paused, retired */
  readonly status: string;
  readonly sla: { readonly p95Ms: number };
  readonly executor: ExecutorShown;
  readonly tools: readonly string[];
  readonly budget: { readonly category: string };
  readonly personas: readonly PersonaShown[];
  readonly capabilities: readonly AgentCapabilityShown[];
  readonly sources: readonly string[];
  readonly version: number;
}

/** An agent that gets no work for now. */
export interface StoppedAgent {
  readonly id: string;
  readonly agentId: string;
  /** over_budget, failing */
  readonly cause: string;
  readonly reason: string;
  readonly stoppedAt: string;
  /** When it is looked at again; null when a person must. */
  readonly until: string | null;
  readonly taskId: string | null;
}

/** A piece of work as `GET /api/orchestration/tasks` shows it. */
export interface TaskShown {
  readonly id: string;
  readonly key: string;
  readonly capability: string | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly priority: string;
  readonly subject: string;
  readonly requestedBy: string;
  readonly parentId: string | null;
  /** The task that it does once more. */
  readonly retryOf: string | null;
  /** act, propose */
  readonly mode: string;
  readonly shadowOf: string | null;
  readonly test: boolean;
  readonly state: string;
  /** Why nobody works on it although it has not ended. */
  readonly waitsFor: string | null;
  readonly waitsUntil: string | null;
  readonly runAfter: string;
  readonly dueAt: string | null;
  /** It should have been done, or what it waits for should have come. */
  readonly overdue: boolean;
  /** Clarifying questions that are open. */
  readonly questions: readonly string[];
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly targetAgentId: string | null;
  readonly migrationId: string | null;
  /** legacy, target */
  readonly actsAs: string;
  /** How far it has fallen back: assigned, persona, agent, director, person */
  readonly stage: string;
  /** How sure routing was, 0 to 1. */
  readonly confidence: number | null;
  readonly why: readonly RoutingReason[];
  /** Tries of the present agent and persona, and of all. */
  readonly attempt: number;
  readonly tries: number;
  readonly spendState: string;
  readonly spendKey: string | null;
  readonly reservedMinor: string | null;
  readonly actualMinor: string | null;
  readonly currency: string | null;
  readonly tokens: number | null;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly approvedBy: string | null;
  /** Whether what it had done was taken back: none, due, done, failed */
  readonly compensation: string;
  readonly cancelRequested: boolean;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly correlationId: string;
}

/** How many tasks are in one state, for one reason. */
export interface QueuePlace {
  readonly state: string;
  readonly waitsFor: string | null;
  readonly count: number;
  readonly oldestAgeMs: number;
}

/** Everything that has not ended. */
export interface QueueShown {
  readonly places: readonly QueuePlace[];
  readonly open: number;
  /** Could be taken at this moment. */
  readonly ready: number;
  /** Null when none could be. */
  readonly oldestReadyAgeMs: number | null;
  readonly overdue: number;
}

/** One thing that happened to a task. */
export interface TaskTimelineEntry {
  readonly seq: number;
  readonly at: string;
  /** The change, and the state after it. */
  readonly move: string;
  readonly state: string;
  readonly waitsFor: string | null;
  /** A person, an agent, a rule; null for the engine itself. */
  readonly actor: string | null;
  readonly note: string;
  readonly facts: Readonly<Record<string, unknown>> | null;
}

/** One line of an explanation: what was looked at, and what it did to the decision. */
export interface RoutingReason {
  readonly criterion: string;
  readonly text: string;
  readonly weight?: number;
}

export interface RoutingCandidate {
  readonly agentId: string;
  readonly personaId: string | null;
  readonly score: number;
  readonly reasons: readonly RoutingReason[];
}

/** Who is for a task, and why. */
export type RoutingDecisionShown =
  | {
      readonly kind: 'agent';
      readonly agentId: string;
      readonly personaId: string | null;
      readonly capability: string;
      /** 0 to 1. */
      readonly confidence: number;
      readonly reasons: readonly RoutingReason[];
      /** Best first, without the chosen one. */
      readonly others: readonly RoutingCandidate[];
    }
  | {
      readonly kind: 'clarify';
      readonly questions: readonly string[];
      readonly confidence: number;
      readonly reasons: readonly RoutingReason[];
    }
  | { readonly kind: 'person'; readonly confidence: number; readonly reasons: readonly RoutingReason[] };

/** A rule that speaks for a persona, and whether it holds of the task. */
export interface ExplainedRule {
  readonly id: string;
  readonly name: string;
  readonly agentId: string;
  readonly personaId: string;
  readonly weight: number;
  readonly outcome: 'holds' | 'unknown';
  /** Why it is unknown. */
  readonly reason?: string;
  /** Part by part. */
  readonly explanation: object;
}

/** The answer of `POST /api/orchestration/routing/explain`. */
export interface RoutingExplanation {
  readonly decision: RoutingDecisionShown;
  /** Those that hold, then those that could not be known. */
  readonly rules: readonly ExplainedRule[];
  readonly rulesVersion: number;
  readonly rosterVersion: number;
}

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

/** A migration with everything that a decision on it needs. */
export interface MigrationDetail extends MigrationShown {
  readonly settings: {
    readonly gates: object;
    readonly thresholds: object;
    /** The last state that it goes to by itself. */
    readonly advanceUpTo: string | null;
  };
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

/** A rule that makes tasks of events. */
export interface ActivationRuleShown {
  readonly id: string;
  readonly name: string;
  readonly eventType: string;
  /** The condition, CEL. */
  readonly when: string;
  readonly template: { readonly capability: string | null; readonly priority: string };
  /** Of the newest version: draft, live, retired */
  readonly state: string;
  readonly version: number;
  /** The version that decides at present. */
  readonly liveVersion: number | null;
  readonly change: string;
  readonly source: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export interface CountedReasons {
  readonly count: number;
  /** The most frequent first, each with one event of which it is so. */
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly eventId: string }[];
}

/** What a rule would have done with past events. */
export interface ActivationDryRun {
  readonly id: string;
  readonly ruleId: string;
  readonly version: number;
  readonly from: string;
  /** That were read. */
  readonly events: number;
  readonly hasMore: boolean;
  /** Messages that are no valid event. */
  readonly unreadable: number;
  readonly matches: number;
  /** Fewer than matches when several events make the same task. */
  readonly tasks: number;
  readonly unknowns: CountedReasons;
  /** It held, and no task could be made. */
  readonly faults: CountedReasons;
  /** Parts that were left out of a task. */
  readonly leftOut: CountedReasons;
  readonly samples: readonly {
    readonly eventId: string;
    readonly eventTime: string;
    readonly task: { readonly key: string; readonly capability: string | null; readonly subject: string };
  }[];
  readonly at: string;
  readonly by: string;
}
