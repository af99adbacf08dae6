import {
  approvalDigest,
  type ApprovalAnswer,
  type ApprovalQuestion,
  type ApprovalUse,
  type ApprovalUseAnswer,
  type ApprovalVerdict,
  type ApprovalWithdrawal,
  type WithdrawalAnswer,
} from '@vividwalls/contracts';
import { ActApprovalDecided } from '@vividwalls/events';
import type { EventEnvelope, Requests } from '@vividwalls/messaging';

/** A question as it stands. */
export interface Asked {
  readonly question: ApprovalQuestion;
  readonly id: string;
  readonly digest: string;
  verdict: ApprovalVerdict;
  reason: string;
  by: readonly string[];
  usedFor: string | null;
}

export type Verdict = 'approved' | 'rejected' | 'changes_asked' | 'expired' | 'withdrawn' | 'lapsed';

/**
 * Stands in for governance, by its contracts, in process: a key is decided once, leave holds for its digest and is used once. What
 * policies say is the spec's choice. The real one is met in the specs of the whole.
 */
export class GovernanceStandIn implements Pick<Requests, 'ask'> {
  /** What policies say of a question; people decide when it is left alone. */
  rule: (question: ApprovalQuestion) => 'free' | 'pending' | 'denied' = () => 'pending';
  /** Answers nobody. */
  isAway = false;
  /** In the order in which they were asked first. */
  readonly asked: Asked[] = [];
  /** How often anything was asked. */
  calls = 0;

  constructor(
    private readonly others: Pick<Requests, 'ask'> | undefined = undefined,
    private readonly now: () => Date = () => new Date(),
  ) {}

  ask: Requests['ask'] = async (request, question, options) => {
    const { service, name } = request as { service: string; name: string };
    if (service !== 'governance') {
      if (this.others) return this.others.ask(request, question, options);
      throw new Error(`nobody answers ${service}/${name} here`);
    }
    this.calls += 1;
    if (this.isAway) return (options as { fallback: never }).fallback;
    return (await this.answer(name, question)) as never;
  };

  /** Questions that wait for people. */
  get waiting(): Asked[] {
    return this.asked.filter(({ verdict }) => verdict === 'pending');
  }

  /** What people, or time, say to a question that waits. @returns the event by which others hear of it */
  decide(key: string, verdict: Verdict, reason = 'seen', by: readonly string[] = ['user:owner']): Decided {
    const asked = this.asked.find(({ question }) => question.key === key);
    if (!asked) throw new Error(`nothing was asked as ${key}`);
    if (asked.verdict !== 'pending' && asked.verdict !== 'approved') throw new Error(`${key} is ${asked.verdict}`);
    Object.assign(asked, { verdict, reason, by });
    return this.told(asked);
  }

  told({ question, id, digest, verdict, reason, by }: Asked): Decided {
    const { key, act, subject, asker, taskId } = question;
    const data: ActApprovalDecided = {
      ...{ approvalId: id, key, act, about: subject, digest, askedBy: asker, taskId: taskId ?? null },
      ...{ verdict, reason, decidedBy: [...by] },
    };
    return { id: crypto.randomUUID(), time: this.now().toISOString(), data } as unknown as Decided;
  }

  private answer(name: string, question: unknown): ApprovalAnswer | ApprovalUseAnswer | WithdrawalAnswer {
    if (name === 'approval.ask') return this.take(question as ApprovalQuestion);
    if (name === 'approval.use') return this.use(question as ApprovalUse);
    if (name === 'approval.withdraw') return this.withdraw(question as ApprovalWithdrawal);
    return this.state((question as { key: string }).key);
  }

  private take(question: ApprovalQuestion): ApprovalAnswer {
    const { key } = question;
    const known = this.find(key);
    const digest = approvalDigest(question);
    if (known) {
      if (known.digest === digest) return this.state(key);
      return { verdict: 'changed', key, reason: 'asked for something else before', digest: known.digest };
    }
    const verdict = this.rule(question);
    const reason = { free: 'no policy wants a person', pending: 'waits for a person', denied: 'denied' }[verdict];
    const by = verdict === 'pending' ? [] : ['policy'];
    this.asked.push({ question, id: crypto.randomUUID(), digest, verdict, reason, by, usedFor: null });
    return this.state(key);
  }

  private state(key: string): ApprovalAnswer {
    const known = this.find(key);
    if (!known) return { verdict: 'unknown', key, reason: 'nothing was asked' };
    const { verdict, reason, id, digest, by } = known;
    const expiresAt = new Date(this.now().getTime() + DAY_MS).toISOString();
    return {
      ...{ verdict, key, reason, approvalId: id, digest, decidedBy: by },
      ...(verdict === 'pending' && { expiresAt }),
    };
  }

  private use({ key, digest, usedFor }: ApprovalUse): ApprovalUseAnswer {
    const known = this.find(key);
    const refused = (reason: string) => ({ result: 'refused' as const, key, reason });
    if (!known) return refused('nothing was asked under this key');
    if (known.digest !== digest) return refused('it is leave for another act');
    if (known.verdict === 'used')
      return known.usedFor === usedFor
        ? { result: 'used', key, reason: 'the same use' }
        : refused(`used already for ${known.usedFor}`);
    if (known.verdict !== 'free' && known.verdict !== 'approved') return refused(`it is ${known.verdict}`);
    known.verdict = 'used';
    known.usedFor = usedFor;
    return { result: 'used', key, reason: 'used' };
  }

  private withdraw({ key, reason }: ApprovalWithdrawal): WithdrawalAnswer {
    const known = this.find(key);
    if (known?.verdict !== 'pending') return { result: 'refused', key, reason: 'it does not wait' };
    Object.assign(known, { verdict: 'withdrawn', reason });
    return { result: 'withdrawn', key, reason };
  }

  private find(key: string): Asked | undefined {
    return this.asked.find(({ question }) => question.key === key);
  }
}

export type Decided = EventEnvelope<ActApprovalDecided>;

const DAY_MS = 86_400_000;
