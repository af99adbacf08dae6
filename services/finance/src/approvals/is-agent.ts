const AGENT = 'agent:';

/** Whether an actor is an agent, `agent:task-writer`, and no person or key. */
export const isAgent = (actor: string): boolean => actor.startsWith(AGENT);

/** The agent of an actor; undefined when it is none. */
export const agentOf = (actor: string): string | undefined => (isAgent(actor) ? actor.slice(AGENT.length) : undefined);
