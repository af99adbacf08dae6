import { Injectable } from '@nestjs/common';
import type { ApprovalWithdrawal, WithdrawalAnswer } from '@vividwalls/contracts';
import { TaskEnded } from '@vividwalls/events';
import { HandlesBatch, UnitOfWork, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalBook } from '../approval-book.js';
import { WAS } from '../approval-machine.js';
import { endWithTask } from '../ended-tasks/end-with-task.js';
import { insertEndedTasks, lockTaskEnds } from '../ended-tasks/ended-task-rows.js';
import { findByKey, lockPendingOfTasks } from '../rows/approval-rows.js';
import { expiry, isOverdue } from './ends-by-time.js';

/** Ends what nobody needs any more: whoever asked says so, or the task that waited has ended. */
@Injectable()
export class ApprovalWithdrawals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly book: ApprovalBook,
  ) {}

  withdraw({ key, asker, reason }: ApprovalWithdrawal): Promise<WithdrawalAnswer> {
    return this.unitOfWork.run(async (tx) => {
      const approval = await findByKey(tx, key, 'update');
      const refused = (why: string): WithdrawalAnswer => ({ result: 'refused', key, reason: why });
      if (!approval) return refused('nothing was asked under this key');
      if (approval.asker !== asker) return refused(`${approval.asker} asked for it and alone withdraws it`);
      if (approval.state === 'withdrawn') return { result: 'withdrawn', key, reason: approval.reason };
      if (approval.state !== 'pending') return refused(`it ${WAS[approval.state]}: ${approval.reason}`);
      if (isOverdue(approval, this.clock.now())) {
        const [expired] = await this.book.write(tx, [expiry(approval)]);
        return refused(`it expired: ${expired!.reason}`);
      }
      await this.book.write(tx, [{ approval, move: 'withdraw', actor: asker, reason }]);
      return { result: 'withdrawn', key, reason };
    });
  }

  /** A task that has ended waits for nothing: what it asked for ends with it, visibly, and so does what it asks for later. */
  @HandlesBatch([TaskEnded])
  async endWithTasks(tx: EntityManager, events: readonly EventEnvelope<TaskEnded>[]): Promise<void> {
    const causes = new Map(events.map((event) => [event.data.taskId, event]));
    await lockTaskEnds(tx);
    const ended = [...causes.values()].map(({ actor, data: { taskId, outcome } }) => ({ taskId, outcome, actor }));
    await insertEndedTasks(tx, ended, this.clock.now());
    const waiting = await lockPendingOfTasks(tx, [...causes.keys()]);
    for (const approval of waiting) {
      const cause = causes.get(approval.taskId!)!;
      const { outcome } = cause.data;
      await this.book.write(tx, [endWithTask(approval, { outcome, actor: cause.actor })], cause);
    }
  }
}
