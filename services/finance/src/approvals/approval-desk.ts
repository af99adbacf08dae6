import { Inject, Injectable } from '@nestjs/common';
import { approvalDigest, type ApprovalAnswer } from '@vividwalls/contracts';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { claimDue, close, writeAgain, writeWaiting, writeWithdrawn } from './approval-rows.js';
import type { AskedApproval } from './asked-approval.js';
import { Governance } from './governance.js';
import { GuardedEffects, type Ending, type Leave } from './guarded-effect.js';
import { isState, nextStep, shortened } from './next-step.js';

/** Asked at the same time at most; each waits two seconds for an answer at the longest, and twice. */
export const TENDED_AT_ONCE = 16;

/** Longer than two answers and a transaction take: what a process that died had at hand is looked at again after this. */
const CLAIMED_MS = 30_000;

/** While governance can't be asked. */
const AGAIN_MIN_MS = 1_000;
const AGAIN_MAX_MS = 60_000;

/** After the time within which people must have decided, should nobody have told of it. */
const LOOK_AFTER_EXPIRY_MS = 60_000;

/**
 * Asks governance, and carries out what it gave leave for. Nobody else does either.
 *
 * A question is asked as the rows are at that moment. Its answer is leave only for the digest of exactly that; the leave is
 * used at governance for this effect, outside of any transaction; then one transaction locks the effect, marks the leave used
 * here, compares the digest once more and does it. The database refuses the effect without that mark.
 *
 * Failure points: dies before asking, or before the answer is written → asked again under the same key, the same answer. Dies
 * after the leave was used at governance → asked again, it is `used`, for this effect, and used again for it: the effect
 * takes place once, since its row says whether it did. Governance away → nothing takes place; asked again with growing delays.
 */
@Injectable()
export class ApprovalDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly governance: Governance,
    private readonly effects: GuardedEffects,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  /** Does what is due, a batch of it. @returns how many that were */
  async tend(): Promise<number> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIMED_MS);
    const due = await this.unitOfWork.run((tx) => claimDue(tx, now, until, TENDED_AT_ONCE));
    await Promise.all(due.map((one) => this.tendSurely(one)));
    return due.length;
  }

  private async tendSurely(asked: AskedApproval): Promise<void> {
    try {
      await this.tendOne(asked);
    } catch (error) {
      // Its claim ends by itself.
      this.log.warn('what needs leave could not be tended; tried again', {
        ...{ key: asked.key, error: (error as Error).message },
      });
    }
  }

  private async tendOne(asked: AskedApproval): Promise<void> {
    if (asked.state === 'withdrawing') return this.withdraw(asked);
    const standing = await this.effects.of(asked.kind).standing(this.dataSource, asked.effectId);
    if (!standing) return this.end(asked, undefined, 'it does not wait any more', 'withdrawing');
    const { question, obstacle } = standing;
    const { key, requestedBy: asker } = asked;
    const digest = approvalDigest(question);
    const answer = await this.governance.ask({ ...question, key, asker });
    const step = nextStep(answer, digest, asker);
    if (step.kind === 'again') return this.again(asked, answer.reason);
    if (step.kind === 'wait') return this.wait(asked, answer);
    if (step.kind === 'end') return this.end(asked, answer, step.reason);
    // Leave that was used before is gone on with: what keeps it from happening now may have come of itself.
    if (obstacle !== undefined && answer.verdict !== 'used')
      return this.end(asked, answer, `not possible: ${obstacle}`);
    const use = await this.governance.use({ key, digest, usedFor: asked.effectId, actor: asker });
    if (use.result === 'unanswered') return this.again(asked, use.reason);
    if (use.result !== 'used') return this.end(asked, answer, `not to be used: ${use.reason}`);
    await this.carryOut(asked, answer, digest);
  }

  private async carryOut(asked: AskedApproval, answer: ApprovalAnswer, digest: string): Promise<void> {
    const { key, effectId } = asked;
    const effect = this.effects.of(asked.kind);
    const leave: Leave = { digest, by: answer.decidedBy ?? [], reason: answer.reason };
    const told = { approvalId: answer.approvalId ?? null, decidedBy: leave.by, reason: answer.reason, digest };
    try {
      await this.unitOfWork.run(async (tx) => {
        await effect.lock(tx, effectId);
        const isFirst = await close(tx, key, { ...told, state: 'used', verdict: 'used' }, this.clock.now());
        if (!isFirst) return;
        const why = await effect.carryOut(tx, effectId, leave);
        if (why !== undefined) throw new NotPossible(why);
      });
    } catch (error) {
      if (!(error instanceof NotPossible)) throw error;
      await this.end(asked, { ...answer, verdict: 'used' }, `not possible: ${error.message}`);
    }
  }

  private async end(
    { key, kind, effectId, verdict, approvalId, decidedBy }: AskedApproval,
    answer: ApprovalAnswer | undefined,
    why: string,
    state: 'ended' | 'withdrawing' = 'ended',
  ): Promise<void> {
    const effect = this.effects.of(kind);
    const reason = shortened(why);
    const by = answer?.decidedBy ?? decidedBy;
    const told = {
      ...{ verdict: answer && isState(answer.verdict) ? answer.verdict : verdict, reason, decidedBy: by },
      ...{ approvalId: answer?.approvalId ?? approvalId, digest: null },
    };
    const ending: Ending = { reason, by: by.at(-1) ?? 'system' };
    await this.unitOfWork.run(async (tx) => {
      await effect.lock(tx, effectId);
      if (await close(tx, key, { ...told, state }, this.clock.now())) await effect.giveUp(tx, effectId, ending);
    });
  }

  private async wait(asked: AskedApproval, { approvalId, reason, expiresAt }: ApprovalAnswer): Promise<void> {
    const until = expiresAt === undefined ? null : new Date(expiresAt);
    const from = Math.max(until?.getTime() ?? 0, this.clock.now().getTime());
    const lookAt = new Date(from + LOOK_AFTER_EXPIRY_MS);
    await writeWaiting(this.dataSource, asked, { approvalId: approvalId ?? null, reason, expiresAt: until, lookAt });
  }

  private async withdraw(asked: AskedApproval): Promise<void> {
    const { key, requestedBy: asker, reason } = asked;
    const { result, reason: why } = await this.governance.withdraw({ key, asker, reason });
    if (result === 'unanswered') return this.again(asked, why);
    await writeWithdrawn(this.dataSource, asked, result === 'withdrawn', this.clock.now());
  }

  private async again(asked: AskedApproval, why: string): Promise<void> {
    const delay = Math.min(AGAIN_MAX_MS, AGAIN_MIN_MS * 2 ** Math.min(asked.attempts - 1, 10));
    const reason = asked.state === 'withdrawing' ? asked.reason : why;
    await writeAgain(this.dataSource, asked, new Date(this.clock.now().getTime() + delay), reason);
  }
}

/** Undoes the transaction that found it. */
class NotPossible extends Error {}
