import { Injectable } from '@nestjs/common';
import type { ApprovalUse, ApprovalUseAnswer } from '@vividwalls/contracts';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalBook } from '../approval-book.js';
import type { Approval } from '../approval.js';
import { stateAfter, WAS } from '../approval-machine.js';
import { findByKey } from '../rows/approval-rows.js';
import { lapse } from './ends-by-time.js';

/** Marks decisions used. Once: the same use again is the same, another is refused. */
@Injectable()
export class ApprovalUses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly book: ApprovalBook,
  ) {}

  use(use: ApprovalUse): Promise<ApprovalUseAnswer> {
    const { key } = use;
    return this.unitOfWork.run(async (tx) => {
      const refusal = await this.take(tx, use);
      return refusal === undefined
        ? { result: 'used', key, reason: `used for ${use.usedFor}` }
        : { result: 'refused', key, reason: refusal };
    });
  }

  /** @returns why it can't be used */
  private async take(tx: EntityManager, { key, digest, usedFor, actor }: ApprovalUse): Promise<string | undefined> {
    const approval = await findByKey(tx, key, 'update');
    if (!approval) return 'nothing was asked under this key';
    if (approval.digest !== digest) return 'the decision was made for something else: what would be done has changed';
    if (approval.state === 'used') return usedAgain(approval, usedFor);
    if (stateAfter(approval.state, 'use') === undefined) return `it ${WAS[approval.state]}: ${approval.reason}`;
    if (approval.useBy !== null && approval.useBy <= this.clock.now()) {
      const [lapsed] = await this.book.write(tx, [lapse(approval)]);
      return lapsed!.reason;
    }
    await this.book.write(tx, [{ approval, move: 'use', actor, reason: `used for ${usedFor}`, usedFor }]);
    return undefined;
  }
}

function usedAgain(approval: Approval, usedFor: string): string | undefined {
  return approval.usedFor === usedFor ? undefined : `it was used for ${approval.usedFor} already`;
}
