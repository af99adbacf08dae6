import type { JsonObject } from '../json.js';

export const LEVELS = ['orchestrator', 'director', 'platform', 'specialist', 'task'] as const;
export type AgentLevel = (typeof LEVELS)[number];

/** Planned agents are known but get no work; paused ones get none for now; retired ones never again. */
export const AGENT_STATUSES = ['planned', 'active', 'paused', 'retired'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

export const EXECUTOR_KINDS = ['playbook', 'llm', 'n8n', 'human'] as const;
export type ExecutorKind = (typeof EXECUTOR_KINDS)[number];

/** Which executor runs the work, with the settings of that kind: a playbook's variant, a model, a webhook's address. */
export interface ExecutorChoice {
  readonly kind: ExecutorKind;
  readonly settings?: JsonObject;
}

/** A capability as one agent has it. */
export interface AgentCapability {
  readonly name: string;
  /** 0 to 1: how good the agent is at it. A prior until outcomes are known. */
  readonly expertise: number;
  /** What one run is expected to cost, minor units of the shop's currency as text; "0" costs nothing. */
  readonly costMinor: string;
  /** What it may come to beyond that. */
  readonly allowanceMinor?: string;
  /** Another executor than the agent's own. */
  readonly executor?: ExecutorChoice;
}

/** A role that an agent takes on for some kind of work: one for each legacy agent that it takes over, and its own. */
export interface Persona {
  /** Unique within the agent: `hospitality-sales`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The legacy agent it stands for; null for a role of its own. */
  readonly legacyAgentId: string | null;
  /** Capabilities it is for; all of the agent's when empty. */
  readonly capabilities: readonly string[];
  /** Voice, instructions, parameters: handed to the executor as they are. */
  readonly settings?: JsonObject;
  /** How it is known that it stands for that legacy agent: `explicit` in a source, `inferred`, a person's word. */
  readonly basis?: string;
}

export interface Resilience {
  readonly failuresToOpen: number;
  readonly successesToClose: number;
  /** How long a breaker stays open, ms. */
  readonly openMs: number;
  readonly halfOpenMax: number;
  /** Tasks at once. */
  readonly bulkhead: number;
}

export interface Agent {
  /** Its name in lower case with hyphens: `seo-sem-agent`. */
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly level: AgentLevel;
  /** The agent it reports to; null for the root alone. */
  readonly reportsTo: string | null;
  /** A second manager, where there is one. */
  readonly alsoReportsTo?: string | null;
  readonly role: string;
  /** Whether it is one of the roster before, of the roster after, or of both. */
  readonly inLegacy: boolean;
  readonly inTarget: boolean;
  readonly status: AgentStatus;
  readonly sla: { readonly p95Ms: number };
  readonly executor: ExecutorChoice;
  /** Names of tools it may use. */
  readonly tools: readonly string[];
  /** What spends are asked against. */
  readonly budget: { readonly category: string };
  readonly personas: readonly Persona[];
  readonly capabilities: readonly AgentCapability[];
  readonly resilience: Resilience;
  /** Where what is known of it was read. */
  readonly sources: readonly string[];
  readonly version: number;
}
