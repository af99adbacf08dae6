import type { Outbox } from '@vividwalls/messaging';
import { afterCommit } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { Json } from '../../json.js';
import type { HearsTaskEndings } from '../ports.js';
import type { TaskRecord } from '../record/task-record.js';
import { hearAnswer, markHeard, unheardAnswers } from '../approvals/answers-heard.js';
import { taskColumns, toTask } from '../record/task-columns.js';
import type { WakeUps } from '../runner/wake-ups.js';
import { TaskChange } from './task-change.js';
import { writeChanges } from './write-changes.js';

/** The one way in which tasks change: the rows, what follows from them in the same transaction, and who hears of it. */
export class TaskChanges {
  /** @param hearers asked when there is an end to tell, for they may be found after this was made */
  constructor(
    private readonly outbox: Pick<Outbox, 'append'>,
    private readonly wakeUps: WakeUps,
    private readonly hearers: () => readonly HearsTaskEndings[] = () => [],
  ) {}

  /** @returns those that were made; the others' rows had moved on */
  async make(tx: EntityManager, changes: readonly TaskChange[], at: Date): Promise<TaskChange[]> {
    await lockFamilies(tx, changes);
    const made = await writeChanges(tx, this.outbox, changes);
    const ended = made.filter(({ hasEnded }) => hasEnded).map(({ after }) => after);
    const waiting = made.filter(({ after }) => after.waitsFor === 'task').map(({ after }) => after.id);
    const parents = ended.flatMap(({ parentId }) => (parentId === null ? [] : [parentId]));
    await this.wakeParents(tx, [...new Set([...parents, ...waiting])], at);
    await this.wakeAnswered(tx, made, at);
    if (ended.length > 0) for (const hearer of this.hearers()) await hearer.ended(tx, ended);
    return made;
  }

  /**
   * Tasks that have just begun to wait for people who have decided already: whoever hears of a decision locks the task before it
   * writes that down, so that one of the two sees the other.
   */
  private async wakeAnswered(tx: EntityManager, made: readonly TaskChange[], at: Date): Promise<void> {
    const waiting = made.map(({ after }) => after).filter(waitsForPeople);
    if (waiting.length === 0) return;
    const answers = await unheardAnswers(
      tx,
      waiting.map(({ approvalKey }) => approvalKey!),
    );
    const changes = waiting.flatMap((task) => {
      const answer = answers.get(task.approvalKey!);
      return answer ? [hearAnswer(new TaskChange(task, at), answer)] : [];
    });
    if (changes.length === 0) return;
    await markHeard(tx, [...answers.values()]);
    await this.make(tx, changes, at);
    afterCommit(tx, () => this.wakeUps.ring());
  }

  /**
   * Tasks that wait for children of theirs go on when one has ended that they have not heard of, whichever came first: the end
   * of the child, or the waiting. Whoever comes second sees the other's commit, for both have locked the parent's row by now.
   */
  private async wakeParents(tx: EntityManager, ids: readonly string[], at: Date): Promise<void> {
    if (ids.length === 0) return;
    const rows = await tx.query<Record<string, unknown>[]>(
      `SELECT ${taskColumns()} FROM tasks WHERE id = ANY($1::uuid[]) AND state = 'running' AND waits_for = 'task' ORDER BY id`,
      [ids],
    );
    if (rows.length === 0) return;
    const parents = rows.map(toTask);
    const children = await firstUnheard(tx, parents);
    const changes = parents.flatMap((parent) => {
      const child = children.get(parent.id);
      return child ? [resumed(parent, child, at)] : [];
    });
    const made = await writeChanges(tx, this.outbox, changes);
    if (made.length > 0) afterCommit(tx, () => this.wakeUps.ring());
  }
}

/** Whether a task waits for what governance will tell. */
const waitsForPeople = ({ state, waitsFor, approvalKey }: TaskRecord): boolean =>
  approvalKey !== null && (state === 'awaiting_approval' || waitsFor === 'approval');

/**
 * Locks what is changed together with the parents of what ends, in the order of their ids: two that end children of each other's
 * waiting tasks wait for one another, and don't block one another. By id alone, whatever state they are in: a condition would be
 * asked of what is committed, and a parent whose waiting is not committed yet would be neither waited for nor woken.
 */
async function lockFamilies(tx: EntityManager, changes: readonly TaskChange[]): Promise<void> {
  const parents = changes.flatMap(({ hasEnded, after: { parentId } }) =>
    hasEnded && parentId !== null ? [parentId] : [],
  );
  const isWaiting = changes.some(({ after }) => after.waitsFor === 'task');
  if (parents.length === 0 && !isWaiting) return;
  const ids = [...new Set([...parents, ...changes.map(({ before }) => before.id)])];
  await tx.query('SELECT FROM tasks WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
}

interface EndedChild {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly output: Json;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** The first end of a child that the parent has not heard of. */
async function firstUnheard(tx: EntityManager, parents: readonly TaskRecord[]): Promise<Map<string, EndedChild>> {
  const rows = await tx.query<
    (Omit<EndedChild, 'error'> & Record<'parent_id' | 'error_code' | 'error_message', string>)[]
  >(
    `SELECT DISTINCT ON (parent_id) parent_id, id, key, state, output, error_code, error_message FROM tasks
     WHERE parent_id = ANY($1::uuid[]) AND ended_at IS NOT NULL AND id <> ALL($2::uuid[])
     ORDER BY parent_id, ended_at, id`,
    [parents.map(({ id }) => id), parents.flatMap(({ heard }) => heard)],
  );
  return new Map(
    rows.map(({ parent_id, id, key, state, output, error_code, error_message }) => {
      const error = error_code === null ? null : { code: error_code, message: error_message };
      return [parent_id, { id, key, state, output, error }];
    }),
  );
}

/** `resumedBy` of a parent: `{ taskId, key, state, output, error }` of one child. Of others it hears when it waits again. */
function resumed(parent: TaskRecord, { id, key, state, output, error }: EndedChild, at: Date): TaskChange {
  return new TaskChange(parent, at).move(
    'resume',
    { note: `heard of the end of ${key}: ${state}` },
    {
      ...{ resumedBy: { taskId: id, key, state, output, error }, heard: [...parent.heard, id] },
      ...{ waitsUntil: null, overdueTold: false, runAfter: at },
    },
  );
}
