import { Injectable } from '@nestjs/common';
import type { ApprovalWithdrawal, WithdrawalAnswer } from '@vividwalls/contracts';
import { TaskEnded } from '@vividwalls/events';
import { HandlesBatch, UnitOfWork, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalBook } from '../approval-book.js';
import { WAS } from '../approval-machine.js';
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

  /** A task that has ended waits for nothing: what it asked for ends with it, visibly. */
  @HandlesBatch([TaskEnded])
  async endWithTasks(tx: EntityManager, events: readonly EventEnvelope<TaskEnded>[]): Promise<void> {
    const causes = new Map(events.map((event) => [event.data.taskId, event]));
    const waiting = await lockPendingOfTasks(tx, [...causes.keys()]);
    for (const approval of waiting) {
      const cause = causes.get(approval.taskId!)!;
      const reason = `the task that waited for it ${ENDED[cause.data.outcome] ?? 'ended'}`;
      await this.book.write(tx, [{ approval, move: 'withdraw', actor: cause.actor, reason }], cause);
    }
  }
}

const ENDED: Readonly<Record<string, string>> = {
  ...{ succeeded: 'succeeded', failed: 'failed', timed_out: 'timed out', cancelled: 'was cancelled' },
};
