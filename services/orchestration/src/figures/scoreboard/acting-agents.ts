import type { Migration } from '../../consolidation/migration.js';
import type { Agent } from '../../registry/agent.js';

/** States in which the target acts for all of the work. */
const TAKEN_OVER = new Set<Migration['state']>(['active', 'retired']);

/**
 * Who acts now: active agents of the roster after, and those of before for whom a migration is not through yet. Where none was
 * ever planned the target acts from the start.
 */
export function actingAgents(
  agents: readonly Pick<Agent, 'id' | 'inTarget' | 'status'>[],
  migrations: readonly Pick<Migration, 'state' | 'legacyAgentIds'>[],
): Set<string> {
  const target = agents.filter(({ inTarget, status }) => inTarget && status === 'active').map(({ id }) => id);
  const legacy = migrations
    .filter(({ state }) => !TAKEN_OVER.has(state))
    .flatMap(({ legacyAgentIds }) => legacyAgentIds);
  return new Set([...target, ...legacy]);
}
