import type { Agent } from './agent.js';
import type { Capability } from './capability.js';

/** The registry as it is at one version: immutable, so that one batch of work sees one state. */
export interface Roster {
  readonly version: number;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly capabilities: ReadonlyMap<string, Capability>;
  /** Ids of active agents of the target roster that have the capability, in the order of their ids. */
  readonly targetAgentsByCapability: ReadonlyMap<string, readonly string[]>;
}

/**
 * The newest roster, kept in memory. Its implementation reads one version row and loads what changed; so a change takes effect with
 * the next piece of work, without a restart.
 */
export abstract class Rosters {
  /** @param tx the transaction in which the work begins; a connection of its own when left out */
  abstract current(tx?: { query<T>(sql: string, parameters?: unknown[]): Promise<T> }): Promise<Roster>;
}
