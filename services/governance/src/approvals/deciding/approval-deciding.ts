import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalBook } from '../approval-book.js';
import type { Approval, VoteKind } from '../approval.js';
import { whyMayNotDecide, whyMayNotReceive } from '../may-decide.js';
import { findApproval, findVotes } from '../rows/approval-rows.js';
import { insertVote } from '../rows/write-approvals.js';
import { endedAlready, noApproval, notTheirs } from './approval-problems.js';
import { expiry, isOverdue } from './ends-by-time.js';

/** Somebody's word on an approval. */
export interface Word {
  readonly id: string;
  readonly actor: string;
  readonly reason: string;
  readonly keyed?: KeyedRequest | undefined;
}

/** Lines of one trail, after which it takes no more words, only a decision. */
export const TRAIL_MAX = 500;

/** What came of it; `late` when its time was over, which is then how it ended. */
interface Outcome {
  readonly late: boolean;
}

/**
 * What people do with approvals that wait. Each word is one transaction that locks the row first: of two who decide at once one
 * does, and the other is told who did. Where the time was over and no sweep had passed yet, it ends as expired and whoever
 * comes is told that.
 */
@Injectable()
export class ApprovalDeciding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly book: ApprovalBook,
  ) {}

  /** @throws Problem 403 for whoever may not, 404, 409 when it has ended or they have voted */
  vote(word: Word, vote: VoteKind): Promise<Approval> {
    return this.onPending(word, async (tx, approval) => {
      const { actor, reason } = word;
      const votes = await findVotes(tx, approval.id);
      const yes = votes.filter((one) => one.vote === 'approve').map(({ by }) => by);
      const theirs = whyMayNotDecide(approval, actor, yes);
      if (theirs) throw notTheirs(theirs);
      await insertVote(tx, approval.id, { by: actor, vote, reason, at: this.clock.now() });
      const isLast = yes.length + 1 >= approval.votesNeeded;
      const move = vote === 'approve' && !isLast ? 'vote' : vote;
      await this.book.write(tx, [{ approval, move, actor, reason, ...(move === 'approve' && { with: yes }) }]);
    });
  }

  /** @throws Problem 403, 404, 409, 422 when it can't be handed to them */
  delegate(word: Word, to: string): Promise<Approval> {
    return this.onPending(word, async (tx, approval) => {
      const { actor, reason } = word;
      const theirs = whyMayNotDecide(approval, actor);
      if (theirs) throw notTheirs(theirs);
      assertRoom(approval);
      const refusal = whyMayNotReceive(approval, actor, to);
      if (refusal !== undefined) {
        throw new Problem(422, 'Not acceptable', `It can’t be handed over: ${refusal}.`, {
          errors: [{ pointer: '/to', message: refusal }],
        });
      }
      await this.book.write(tx, [{ approval, move: 'delegate', actor, reason, to }]);
    });
  }

  /** @throws Problem 404, 409 */
  comment(word: Word): Promise<Approval> {
    return this.onPending(word, async (tx, approval) => {
      assertRoom(approval);
      await this.book.write(tx, [{ approval, move: 'comment', actor: word.actor, reason: word.reason }]);
    });
  }

  /** Ends it for whoever asked. @throws Problem 403 for somebody else, 404, 409 */
  withdraw(word: Word): Promise<Approval> {
    return this.onPending(word, async (tx, approval) => {
      const { actor, reason } = word;
      if (actor !== approval.asker) {
        const detail = `${approval.asker} asked for it and alone withdraws it; others reject it.`;
        throw new Problem(403, 'Not to be withdrawn', detail);
      }
      await this.book.write(tx, [{ approval, move: 'withdraw', actor, reason }]);
    });
  }

  private async onPending(
    { id, keyed }: Word,
    work: (tx: EntityManager, approval: Approval) => Promise<void>,
  ): Promise<Approval> {
    const [approval, { late }] = await this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const outcome = await once(tx, keyed, now, async (): Promise<Outcome> => {
        const locked = await findApproval(tx, id, 'update');
        if (!locked) throw noApproval(id);
        const late = isOverdue(locked, now);
        if (late) await this.book.write(tx, [expiry(locked)]);
        else if (locked.state !== 'pending') throw endedAlready(locked);
        else await work(tx, locked);
        return { late };
      });
      return [(await findApproval(tx, id))!, outcome] as const;
    });
    if (late) throw endedAlready(approval);
    return approval;
  }
}

function assertRoom({ version }: Approval): void {
  if (version >= TRAIL_MAX) throw new Problem(409, 'Too long', `Its trail has ${version} lines; decide it.`);
}
