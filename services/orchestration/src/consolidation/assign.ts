import type { RoutingDecision } from '../routing/routing-decision.js';
import type { Task } from '../tasks/task.js';
import type { Assignment, MigrationInForce, MigrationStates } from './assignment.js';
import { BUCKETS, bucketOf } from './bucket.js';
import { exclusionOf, type ExcludableTask } from './excluded-work.js';
import { isTargetActing, TARGET_BUCKETS } from './migration-machine.js';

/** What of a task decides who acts. */
export type AssignableTask = ExcludableTask & Pick<Task, 'subject' | 'mode'>;

export const targetKey = (agentId: string, personaId: string): string => `${agentId}/${personaId}`;

/**
 * Who acts for what was routed to one of the 28.
 *
 * | state       | acts                                                         | beside it       |
 * | ----------- | ------------------------------------------------------------ | --------------- |
 * | planned     | legacy                                                       |                 |
 * | shadow      | legacy                                                       | target proposes |
 * | canary_10   | target for buckets 0–9, legacy for the rest and the excluded |                 |
 * | canary_50   | target for buckets 0–49, legacy likewise                     |                 |
 * | active      | target                                                       |                 |
 * | retired     | target                                                       |                 |
 * | rolled_back | legacy                                                       |                 |
 *
 * Whoever is in the first 10 buckets is in the first 50: a customer changes sides once on the way forward. Where there is no
 * migration the target acts. A proposal is always the target's.
 */
export function assign(
  task: AssignableTask,
  { agentId, personaId }: Pick<Extract<RoutingDecision, { kind: 'agent' }>, 'agentId' | 'personaId'>,
  { byTarget }: MigrationStates,
): Assignment {
  const migration = personaId === null ? undefined : byTarget.get(targetKey(agentId, personaId));
  if (!migration) {
    const reason = 'no migration of agents is under way for it';
    return { agentId, personaId, actsAs: 'target', migrationId: null, shadow: null, reason };
  }
  if (task.mode === 'propose') return targetActs(migration, 'a proposal is always of the target agent');
  const { state } = migration;
  const wanted = TARGET_BUCKETS[state];
  if (wanted === BUCKETS) return targetActs(migration, `the migration is ${state}`);
  if (!isTargetActing(state)) return legacyActs(migration, `the migration is ${state}`);
  const bucket = bucketOf(migration.id, task.subject);
  const where = `the migration is ${state}, bucket ${bucket}`;
  if (bucket >= wanted) return legacyActs(migration, where);
  const exclusion = exclusionOf(task, migration);
  return exclusion === undefined ? targetActs(migration, where) : legacyActs(migration, `${where}; kept: ${exclusion}`);
}

function targetActs({ id, targetAgentId, personaId }: MigrationInForce, reason: string): Assignment {
  return { agentId: targetAgentId, personaId, actsAs: 'target', migrationId: id, shadow: null, reason };
}

function legacyActs(
  { id, state, targetAgentId, personaId, legacyAgentIds }: MigrationInForce,
  reason: string,
): Assignment {
  const shadow = state === 'shadow' ? { agentId: targetAgentId, personaId } : null;
  return { agentId: legacyAgentIds[0]!, personaId: null, actsAs: 'legacy', migrationId: id, shadow, reason };
}
