import type { Agent } from './agent.js';
import type { Capability } from './capability.js';
import type { Roster } from './roster.js';

/** A roster of agents and capabilities as they are at one version, with what is looked up by. Nothing in it can be changed. */
export function rosterOf(version: number, agents: readonly Agent[], capabilities: readonly Capability[]): Roster {
  const byId = new Map(agents.toSorted(by(({ id }) => id)).map((agent) => [agent.id, frozen(agent)]));
  return Object.freeze({
    version,
    agents: byId,
    capabilities: new Map(capabilities.toSorted(by(({ name }) => name)).map((one) => [one.name, frozen(one)])),
    targetAgentsByCapability: targetAgentsByCapability(byId.values()),
  });
}

function targetAgentsByCapability(agents: Iterable<Agent>): Map<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { id, inTarget, status, capabilities } of agents) {
    if (!inTarget || status !== 'active') continue;
    for (const { name } of capabilities) {
      const able = ids.get(name);
      if (able) able.push(id);
      else ids.set(name, [id]);
    }
  }
  for (const able of ids.values()) Object.freeze(able);
  return ids;
}

/** Frozen to the last part: one batch of work shares it with the next. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const by =
  <T>(keyOf: (one: T) => string) =>
  (a: T, b: T): number =>
    keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;
