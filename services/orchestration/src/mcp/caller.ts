import type { Principal } from '@vividwalls/platform';

/** Whoever calls, as the gateway's token says. */
export interface Caller {
  /** `agent:sales-director`, `key:console`, `user:owner`. */
  readonly actor: string;
  /** Of an agent's key; null for people. */
  readonly agentId: string | null;
  readonly scopes: readonly string[];
}

const AGENT = 'agent:';

export const callerOf = ({ actor, scopes }: Principal): Caller => ({
  ...{ actor, scopes },
  agentId: actor.startsWith(AGENT) ? actor.slice(AGENT.length) : null,
});
