import { Injectable } from '@nestjs/common';
import { Outbox } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { Agent, AgentStatus } from './agent.js';
import type { Capability } from './capability.js';
import { agentSet, capabilitySet } from './registry-events.js';
import { findAgents, saveAgents, saveCapabilities, type Changed, type ChangedBy } from './registry-rows.js';
import { bumpRegistry, lockRegistry } from './registry-version.js';

/**
 * Writes what is in the registry: row, version, event and the registry's own version, in the caller's transaction. It checks
 * nothing: whoever calls it has decided.
 */
@Injectable()
export class RegistryWriter {
  constructor(private readonly outbox: Outbox) {}

  /** @param tx with the registry locked ({@link lockRegistry}), when what is written depends on what was read */
  async write(
    tx: EntityManager,
    changed: { readonly agents?: readonly Changed<Agent>[]; readonly capabilities?: readonly Changed<Capability>[] },
    by: ChangedBy,
  ): Promise<void> {
    const { agents = [], capabilities = [] } = changed;
    if (agents.length + capabilities.length === 0) return;
    if (capabilities.length > 0) await saveCapabilities(tx, capabilities, by);
    if (agents.length > 0) await saveAgents(tx, agents, by);
    await this.outbox.append(tx, [
      ...capabilities.map(({ is, change }) => capabilitySet(is, change, by.actor)),
      ...agents.map(({ is, change }) => agentSet(is, change, by.actor)),
    ]);
    await bumpRegistry(tx);
  }

  /**
   * Gives agents another status, whatever theirs is: a migration retires those it has replaced, and takes that back when it is
   * rolled back. Those that have the status already, and ids of nobody, are left out.
   *
   * @returns the ids of those that changed
   */
  async setStatuses(
    tx: EntityManager,
    ids: readonly string[],
    status: AgentStatus,
    change: string,
    by: ChangedBy,
  ): Promise<string[]> {
    await lockRegistry(tx);
    const agents = await findAgents(tx);
    const changed = [...new Set(ids)].sort().flatMap((id) => {
      const agent = agents.get(id);
      if (!agent || agent.status === status) return [];
      return [{ is: { ...agent, status, version: agent.version + 1 }, change }];
    });
    await this.write(tx, { agents: changed }, by);
    return changed.map(({ is }) => is.id);
  }
}
