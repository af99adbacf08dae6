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

/** An agent as it was since a change, and who made it. Newest first in `GET /api/orchestration/agents/:id/versions`. */
export interface AgentVersionShown {
  readonly version: number;
  /** What was changed, in words. */
  readonly change: string;
  readonly actor: string;
  readonly recordedAt: string;
  /** All of it as it was then. */
  readonly agent: AgentShown;
}

/** An agent in the tree of those who report to it. */
export interface HierarchyNodeShown {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly level: string;
  /** planned, active, paused, retired */
  readonly status: string;
  /** A second manager, elsewhere in the tree. */
  readonly alsoReportsTo: string | null;
  readonly reports: readonly HierarchyNodeShown[];
}

/** The answer of `GET /api/orchestration/hierarchy`. */
export interface HierarchyShown {
  /** legacy, target */
  readonly roster: string;
  readonly agents: number;
  readonly roots: readonly HierarchyNodeShown[];
}
