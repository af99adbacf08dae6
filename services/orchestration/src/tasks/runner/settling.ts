import { pause } from '@vividwalls/messaging';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import { end, ruleFailure, ruleOutcome, type RulingContext } from '../changes/rule-outcome.js';
import { TaskChange } from '../changes/task-change.js';
import { FREE } from '../changes/unlease.js';
import type { TaskRecord } from '../record/task-record.js';
import type { EngineParts } from './engine-parts.js';
import type { RunEnd } from './running-tasks.js';

interface Finished {
  readonly task: TaskRecord;
  readonly ended: RunEnd;
}

/** Ends written in one transaction. */
const GROUP_MAX = 500;

/** The database is asked again after this when it was away, ms. */
const AGAIN_MS = 200;

/**
 * Writes what runs came to, many in one transaction: while one group is being committed, the next gathers. A group that fails
 * because of one of them is written one by one; what can't be written even alone (text that the database does not take) is
 * written as a failure.
 */
export class Settling {
  private waiting: Finished[] = [];
  private writing: Promise<void> | undefined;

  /** @param settled hears of every task that is settled, or given up */
  constructor(
    private readonly parts: EngineParts,
    private readonly settled: (tasks: readonly TaskRecord[]) => void,
  ) {}

  add(task: TaskRecord, ended: RunEnd): void {
    this.waiting.push({ task, ended });
    this.writing ??= this.write();
  }

  /** Resolves when everything that was added is written. */
  async drained(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    // Runs that end in the same turn belong in one group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, GROUP_MAX);
      await this.settle(group);
      this.settled(group.map(({ task }) => task));
    }
    this.writing = undefined;
  }

  private async settle(group: readonly Finished[]): Promise<void> {
    for (;;) {
      try {
        return await this.commit(group);
      } catch (error) {
        if (isInfrastructureFailure(error)) {
          this.parts.log.warn('ends of tasks could not be written; tried again', { error: (error as Error).message });
          await pause(AGAIN_MS);
        } else if (group.length > 1) {
          for (const one of group) await this.settle([one]);
          return;
        } else return this.unwritable(group[0]!, error as Error);
      }
    }
  }

  private async unwritable({ task, ended }: Finished, error: Error): Promise<void> {
    this.parts.log.error('the end of a task could not be written', { taskId: task.id, error: error.message });
    if (ended.kind === 'outcome' && ended.outcome.kind === 'failed' && ended.outcome.code === 'unwritable') return;
    const outcome = { kind: 'failed' as const, code: 'unwritable', retryable: false, cost: {} };
    const message = 'what it came to could not be written';
    await this.settle([{ task, ended: { kind: 'outcome', outcome: { ...outcome, message } } }]);
  }

  private async commit(group: readonly Finished[]): Promise<void> {
    const { work, rosters, chance, changes, clock } = this.parts;
    await work.run(async (tx) => {
      const context: RulingContext = { roster: await rosters.current(tx), chance };
      const now = clock.now();
      const ruled = group.map(({ task, ended }) => rule(new TaskChange(task, now), ended, context));
      await changes.make(tx, ruled, now);
    });
  }
}

/** What becomes of a task at the end of a run. */
function rule(change: TaskChange, ended: RunEnd, context: RulingContext): TaskChange {
  if (ended.kind === 'outcome') return ruleOutcome(change, ended.outcome, context);
  if (ended.why === 'cancel') return end(change, 'cancel', { code: 'cancelled', message: 'a person cancelled it' });
  if (ended.why === 'deadline') {
    const failed = { kind: 'failed' as const, code: 'deadline', retryable: true, cost: {} };
    return ruleFailure(change, { ...failed, message: 'it took longer than one run may take' }, context);
  }
  // This process stops: the same try goes on elsewhere, and nobody has died.
  return change.noted({ note: 'given back by a process that stops' }, { ...FREE, runAfter: change.at });
}
