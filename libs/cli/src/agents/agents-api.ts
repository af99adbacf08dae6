/** Addresses of the registry, and of agents that stand still. */
export const AGENTS = '/api/orchestration/agents';
export const CAPABILITIES = '/api/orchestration/capabilities';
export const HIERARCHY = '/api/orchestration/hierarchy';
export const STOPPED = '/api/orchestration/agents-stopped';

export const agentPath = (id: string): string => `${AGENTS}/${encodeURIComponent(id)}`;
export const capabilityPath = (name: string): string => `${CAPABILITIES}/${encodeURIComponent(name)}`;

export const ROSTERS = ['legacy', 'target'] as const;
export const AGENT_STATUSES = ['planned', 'active', 'paused', 'retired'] as const;
export const EXECUTORS = ['playbook', 'llm', 'n8n', 'human'] as const;
/** What an act may do to the world. */
export const EFFECTS = ['none', 'internal', 'external'] as const;
