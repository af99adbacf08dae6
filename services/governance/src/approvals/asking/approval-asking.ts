import { Inject, Injectable } from '@nestjs/common';
import type { ApprovalAnswer, ApprovalQuestion } from '@vividwalls/contracts';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { LivePolicies } from '../../policies/live-policies.js';
import { ruleOnAct } from '../../policies/rule-on-act.js';
import { FourEyes } from '../../policies/four-eyes.js';
import { answerOf } from '../answer-of.js';
import { ApprovalBook } from '../approval-book.js';
import { decided, requested } from '../approval-told.js';
import type { Approval } from '../approval.js';
import { endWithTask } from '../ended-tasks/end-with-task.js';
import { findEndedTask, holdTaskEnds } from '../ended-tasks/ended-task-rows.js';
import { ResumeAddresses } from '../resume/resume-addresses.js';
import { insertResume } from '../resume/resume-rows.js';
import { findByKey } from '../rows/approval-rows.js';
import { insertApproval, insertTimeline } from '../rows/write-approvals.js';
import { askedAct, contentsOf, digestOf } from './asked-act.js';

/**
 * Takes questions. A key is decided once, by its unique index: whoever asks again finds the approval as it is now, and whoever asks
 * something else under it is told so.
 *
 * Failure points: dies before COMMIT → nothing was asked, the asker has no answer and asks again. Dies after COMMIT → the repeat
 * finds it; if nobody repeats, it is decided, or it expires.
 */
@Injectable()
export class ApprovalAsking {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly policies: LivePolicies,
    private readonly addresses: ResumeAddresses,
    private readonly fourEyes: FourEyes,
    private readonly book: ApprovalBook,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  async ask(question: ApprovalQuestion): Promise<ApprovalAnswer> {
    return this.unitOfWork.run(async (tx) => {
      if (question.taskId !== undefined) await holdTaskEnds(tx);
      const before = await findByKey(tx, question.key);
      if (before) return this.answerAgain(before, question);
      const refusal = await this.refusal(tx, question);
      if (refusal !== undefined) return { verdict: 'refused', key: question.key, reason: refusal };
      const now = this.clock.now();
      const { key, act, facts, subject, asker, test = false } = question;
      const known = { act, facts, subject, asker, test };
      const ruling = ruleOnAct(await this.policies.current(tx), known, now, this.fourEyes.leastVotes);
      const approval = askedAct(question, ruling, now);
      if (!(await insertApproval(tx, approval, contentsOf(question)))) {
        // Another replica was asked at the same moment, and has committed by now.
        return this.answerAgain((await findByKey(tx, key))!, question);
      }
      await this.begin(tx, approval, question.resumeUrl);
      return answerOf(await this.unlessItsTaskEnded(tx, approval), now);
    });
  }

  /** How a question stands; `unknown` when there is none. */
  async state(key: string): Promise<ApprovalAnswer> {
    const approval = await findByKey(this.dataSource, key);
    if (!approval) return { verdict: 'unknown', key, reason: 'nothing was asked under this key' };
    return answerOf(approval, this.clock.now());
  }

  private async begin(tx: EntityManager, approval: Approval, resumeUrl: string | undefined): Promise<void> {
    const { id, state, asker, reason, askedAt } = approval;
    await insertTimeline(tx, [
      { approvalId: id, seq: 1, kind: state === 'pending' ? 'ask' : state, actor: asker, note: reason, at: askedAt },
    ]);
    if (state === 'pending' && resumeUrl !== undefined) await insertResume(tx, id, resumeUrl);
    if (state === 'pending') await this.outbox.append(tx, [requested(approval)]);
    if (state === 'denied') await this.outbox.append(tx, [decided(approval, 'policy')]);
  }

  /** Its task may have ended before the question came: then nobody is asked. */
  private async unlessItsTaskEnded(tx: EntityManager, approval: Approval): Promise<Approval> {
    if (approval.state !== 'pending' || approval.taskId === null) return approval;
    const ended = await findEndedTask(tx, approval.taskId);
    if (!ended) return approval;
    const [withdrawn] = await this.book.write(tx, [endWithTask(approval, ended)]);
    return withdrawn!;
  }

  private answerAgain(known: Approval, question: ApprovalQuestion): ApprovalAnswer {
    const { key } = question;
    if (known.digest === digestOf(question)) return answerOf(known, this.clock.now());
    const reason = 'this key was asked for something else before; what is asked now is another act, under another key';
    return { verdict: 'changed', key, reason, approvalId: known.id, digest: known.digest };
  }

  private async refusal(
    tx: EntityManager,
    { resumeUrl, replaces, act }: ApprovalQuestion,
  ): Promise<string | undefined> {
    if (resumeUrl !== undefined) {
      const refusal = this.addresses.refusal(resumeUrl);
      if (refusal !== undefined) return `/resumeUrl ${refusal}`;
    }
    if (replaces === undefined) return undefined;
    const before = await findByKey(tx, replaces);
    if (!before) return '/replaces is no question';
    if (before.act !== act) return `/replaces is a question of another act, ${before.act}`;
    return before.state === 'pending' ? '/replaces still waits: withdraw it first' : undefined;
  }
}
