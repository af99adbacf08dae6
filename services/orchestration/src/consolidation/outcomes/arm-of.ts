import type { TaskRecord } from '../../tasks/record/task-record.js';
import type { Task } from '../../tasks/task.js';
import { targetKey } from '../assign.js';
import type { MigrationInForce, MigrationState, MigrationStates } from '../assignment.js';
import { bucketOf } from '../bucket.js';
import { exclusionOf } from '../excluded-work.js';
import { isCanary, isTargetActing, TARGET_BUCKETS } from '../migration-machine.js';
import type { Arm } from '../migration.js';

/** An ended task, with the beginning of its last try where that is known. */
export type EndedTask = Task & Partial<Pick<TaskRecord, 'tryStartedAt'>>;

/** How the agent that a migration chose did. */
export interface ArmOutcome {
  readonly taskId: string;
  readonly agentId: string;
  readonly personaId: string | null;
  readonly migrationId: string;
  readonly run: number;
  readonly state: MigrationState;
  readonly arm: Arm;
  readonly mode: 'act' | 'propose';
  readonly succeeded: boolean;
  readonly runMs: number | null;
  readonly subject: string;
}

/** Ends that say nothing of how good an agent is: it was not let, was asked for what can't be done, or only can't propose. */
export const NOT_ITS_FAULT: ReadonlySet<string> = new Set([
  ...['over_budget', 'rejected', 'approval_expired', 'no_clarification', 'cancelled'],
  ...['bad_input', 'undecidable', 'not_in_registry', 'agent_not_active', 'cannot_propose'],
]);

/**
 * The outcome of a task for the migration that chose its agent; undefined where it says nothing about one of two arms: a test, a
 * task that never began, one that was cancelled or stopped by a limit, work for which no migration chose the agent, work that is
 * kept back from a canary anyway, and what was begun under another state. When an agent failed and another took over, the first has failed, however it ended.
 */
export function outcomeOf(task: EndedTask, states: MigrationStates): ArmOutcome | undefined {
  if (task.test || task.startedAt === null || task.state === 'cancelled') return undefined;
  const chosen = chosenBy(task, states);
  if (!chosen || !counts(task, chosen.arm, chosen.migration)) return undefined;
  const { migration, arm, agentId, personaId, isReplaced } = chosen;
  if (!isReplaced && NOT_ITS_FAULT.has(task.error?.code ?? '')) return undefined;
  return {
    ...{ taskId: task.id, agentId, personaId },
    ...{ migrationId: migration.id, run: migration.run ?? 1, state: migration.state, arm, mode: task.mode },
    succeeded: !isReplaced && task.state === 'succeeded',
    ...{ runMs: isReplaced ? null : runMsOf(task), subject: task.subject },
  };
}

/** The agent that a migration chose for a task. */
export interface Chosen {
  readonly migration: MigrationInForce;
  readonly arm: Arm;
  readonly agentId: string;
  readonly personaId: string | null;
  /** Whether it failed, and another agent went on. */
  readonly isReplaced: boolean;
}

/** Whom a migration chose first; undefined where none had a say. */
export function chosenBy(task: EndedTask, states: MigrationStates): Chosen | undefined {
  const [first] = task.tried;
  const { agentId, personaId } = first ?? task;
  const found = agentId === null ? undefined : armOf(agentId, personaId, states);
  if (!found || agentId === null) return undefined;
  // The engine forgets the migration with the agent that it chose.
  if (!first && task.mode === 'act' && found.migration.id !== task.migrationId) return undefined;
  return { ...found, agentId, personaId, isReplaced: first !== undefined };
}

/** For which migration, and on which side of it, an agent in a persona works. */
export function armOf(
  agentId: string,
  personaId: string | null,
  states: MigrationStates,
): { readonly migration: MigrationInForce; readonly arm: Arm } | undefined {
  const target = personaId === null ? undefined : states.byTarget.get(targetKey(agentId, personaId));
  if (target) return { migration: target, arm: 'target' };
  const migration = personaId === null ? byLegacyAgent(states).get(agentId) : undefined;
  return migration && { migration, arm: 'legacy' };
}

function counts(task: EndedTask, arm: Arm, migration: MigrationInForce): boolean {
  const { state, id } = migration;
  if (task.mode === 'propose') return arm === 'target' && state === 'shadow';
  if (arm === 'legacy' ? state !== 'shadow' && !isCanary(state) : !isTargetActing(state)) return false;
  if (!isCanary(state)) return true;
  const isTargets = bucketOf(id, task.subject) < TARGET_BUCKETS[state];
  // Kinds of work that only one arm gets would make the other look better or worse.
  return isTargets === (arm === 'target') && exclusionOf(task, migration) === undefined;
}

function runMsOf({ tryStartedAt, startedAt, endedAt }: EndedTask): number | null {
  const began = tryStartedAt ?? startedAt;
  return began && endedAt ? Math.max(0, endedAt.getTime() - began.getTime()) : null;
}

const indexes = new WeakMap<MigrationStates, ReadonlyMap<string, MigrationInForce>>();

/** Migrations by the legacy agent that acts for them. */
function byLegacyAgent(states: MigrationStates): ReadonlyMap<string, MigrationInForce> {
  const known = indexes.get(states);
  if (known) return known;
  const made = new Map([...states.byTarget.values()].map((one) => [one.legacyAgentIds[0]!, one]));
  indexes.set(states, made);
  return made;
}
