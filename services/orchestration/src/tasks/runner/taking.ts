import type { EntityManager } from 'typeorm';
import { end } from '../changes/rule-outcome.js';
import { takeTask } from '../changes/take-task.js';
import type { Taken, TakingContext } from '../changes/taking.js';
import { TaskChange } from '../changes/task-change.js';
import type { TaskRecord } from '../record/task-record.js';
import { standingStill } from '../stops/agent-stops.js';
import type { NewTask } from '../task.js';
import type { EngineParts } from './engine-parts.js';

/** A task that this runner holds, and what is next. */
export interface Held {
  readonly task: TaskRecord;
  readonly taken: Exclude<Taken, { kind: 'none' }>;
  /** It was at work before this lease: steps may be done. */
  readonly isResumed: boolean;
}

const AGENT = 'agent:';

/**
 * Takes tasks that are locked in this transaction: route, assign, and begin what costs nothing, in a few statements for all of
 * them. What the decisions depend on is read once per batch, in this transaction.
 *
 * @returns what is to be run, or asked of finance, once it is committed
 */
export async function takeBatch(tx: EntityManager, parts: EngineParts, tasks: readonly TaskRecord[]): Promise<Held[]> {
  if (tasks.length === 0) return [];
  const now = parts.clock.now();
  const context = await readContext(tx, parts, now);
  const decided = tasks.map((task) => decide(task, now, context, parts));
  const made = new Set(
    await parts.changes.make(
      tx,
      decided.map(({ change }) => change),
      now,
    ),
  );
  const held = decided.flatMap(({ change, taken }): Held[] => {
    if (taken.kind === 'none' || !made.has(change)) return [];
    return [{ task: change.after, taken, isResumed: change.before.startedAt !== null }];
  });
  await besideWork(tx, parts, held, now);
  return held;
}

async function readContext(tx: EntityManager, parts: EngineParts, now: Date): Promise<TakingContext> {
  const { rosters, router, assignments, currency, chance, owner, settings } = parts;
  const roster = await rosters.current(tx);
  return {
    ...{ roster, router, assignments, currency, chance },
    routing: await router.stateFor(tx, roster),
    migrations: await assignments.statesFor(tx),
    stops: await standingStill(tx, now),
    lease: { owner, until: new Date(now.getTime() + settings.leaseMs) },
  };
}

/** One task that nobody can decide about must not keep the others in the queue: it ends, visibly. */
function decide(task: TaskRecord, now: Date, context: TakingContext, { log }: EngineParts) {
  const change = new TaskChange(task, now);
  try {
    return { change, taken: takeTask(change, context) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error('a task could not be decided about', { taskId: task.id, error: message });
    const failed = new TaskChange(task, now).set({ leaseToken: task.leaseToken + 1 });
    return { change: end(failed, 'fail', { code: 'undecidable', message }), taken: { kind: 'none' } as const };
  }
}

/** What goes with the beginning of work: who handed it over, and who proposes beside it. */
export async function besideWork(
  tx: EntityManager,
  parts: Pick<EngineParts, 'desk' | 'observePaths'>,
  held: readonly Held[],
  now: Date,
): Promise<void> {
  const begun = held.filter(({ task, taken }) => taken.kind === 'run' && task.attempt === 1);
  const paths = begun.flatMap(({ task: { requestedBy, agentId } }) =>
    requestedBy.startsWith(AGENT) && agentId !== null ? [{ from: requestedBy.slice(AGENT.length), to: agentId }] : [],
  );
  if (paths.length > 0) await parts.observePaths(tx, paths, now);
  await parts.desk.enqueue(
    tx,
    begun.flatMap(({ task, taken }) => (taken.shadow ? [proposal(task, taken.shadow)] : [])),
  );
}

function proposal(task: TaskRecord, { agentId, personaId }: NonNullable<Held['taken']['shadow']>): NewTask {
  const { id, capability, input, context, priority, subject, test, correlationId, traceparent } = task;
  return {
    ...{ key: `shadow/${id}`, capability, input, context, priority, subject, requestedBy: 'system' },
    ...{ agentId, ...(personaId !== null && { personaId }), mode: 'propose', shadowOf: id, test },
    cause: { correlationId, causationId: id, ...(traceparent !== null && { traceparent }) },
  };
}
