import {
  approvalDigest,
  approvalUnanswered,
  askApproval,
  useApproval,
  useUnanswered,
  withdrawalUnanswered,
  withdrawApproval,
  type ApprovalAnswer,
  type ApprovalQuestion,
  type ApprovalUse,
  type ApprovalUseAnswer,
  type ApprovalVerdict,
  type ApprovalWithdrawal,
  type WithdrawalAnswer,
} from '@vividwalls/contracts';
import { eventOf, ActApprovalDecided } from '@vividwalls/events';
import { answererOf, RequestServer, silentLog, type connectBroker, type EventEnvelope } from '@vividwalls/messaging';
import type { Clock } from '@vividwalls/platform';
import { v7 as uuidv7 } from 'uuid';
import { Governance } from '../governance.js';

/** First word of all subjects. */
const NAMESPACE = 'vw';

/** A question as it stands there. */
export interface StandInApproval {
  readonly question: ApprovalQuestion;
  readonly id: string;
  readonly digest: string;
  verdict: ApprovalVerdict;
  reason: string;
  decidedBy: readonly string[];
  usedFor?: string;
}

/**
 * Stands in for governance by its contracts: a key is asked once, leave is used once, people decide as the spec says. Asked
 * directly, or behind a broker. The real one is met in the specs of the whole.
 */
export class GovernanceStandIn extends Governance {
  /** What it says to a question that is new. */
  says: 'pending' | 'free' | 'denied' = 'pending';
  /** Answers nobody. */
  isAway = false;
  /** Called when an answer was made, before it is given. */
  onAnswer: (what: 'ask' | 'use' | 'withdraw') => Promise<void> | void = () => undefined;
  readonly approvals = new Map<string, StandInApproval>();
  readonly uses: ApprovalUse[] = [];
  asked = 0;

  async ask(question: ApprovalQuestion): Promise<ApprovalAnswer> {
    if (this.isAway) return approvalUnanswered(question);
    const faults = askApproval.faultsOf(JSON.parse(JSON.stringify(question)));
    if (faults.length > 0) throw new Error(`a question that governance does not take: ${faults.join('; ')}`);
    this.asked += 1;
    const answer = this.answer(question);
    await this.onAnswer('ask');
    return answer;
  }

  async use(use: ApprovalUse): Promise<ApprovalUseAnswer> {
    if (this.isAway) return useUnanswered(use);
    const answer = this.used(use);
    await this.onAnswer('use');
    return this.isAway ? useUnanswered(use) : answer;
  }

  async withdraw(withdrawal: ApprovalWithdrawal): Promise<WithdrawalAnswer> {
    const { key, asker, reason } = withdrawal;
    if (this.isAway) return withdrawalUnanswered(withdrawal);
    await this.onAnswer('withdraw');
    const known = this.approvals.get(key);
    if (known?.verdict !== 'pending' || known.question.asker !== asker) {
      return { result: 'refused', key, reason: 'there is nothing to withdraw' };
    }
    Object.assign(known, { verdict: 'withdrawn', reason, decidedBy: [asker] });
    return { result: 'withdrawn', key, reason };
  }

  /** People decide, or time does. @returns the news of it */
  decide(
    key: string,
    verdict: 'approved' | 'rejected' | 'changes_asked' | 'expired' | 'withdrawn' | 'lapsed',
    decidedBy: readonly string[] = ['user:anna', 'user:ben'],
    reason = 'as the spec says',
  ): EventEnvelope<ActApprovalDecided> {
    const known = this.approvals.get(key);
    if (!known) throw new Error(`nothing was asked under ${key}`);
    Object.assign(known, { verdict, decidedBy, reason });
    return decidedEvent(known, verdict);
  }

  /** The only question that waits. */
  get waiting(): string {
    const keys = [...this.approvals].filter(([, { verdict }]) => verdict === 'pending').map(([key]) => key);
    if (keys.length !== 1) throw new Error(`${keys.length} questions wait`);
    return keys[0]!;
  }

  /**
   * Answers behind a broker.
   * @param connection as governance
   * @param clock by which those who ask have their deadlines
   */
  async serve(connection: Awaited<ReturnType<typeof connectBroker>>, clock: Clock): Promise<RequestServer> {
    const now = () => clock.now();
    const server = new RequestServer({ namespace: NAMESPACE, service: 'governance', connection, log: silentLog, now });
    await server.start([
      answererOf('ask', askApproval, (question) => this.ask(question)),
      answererOf('use', useApproval, (use) => this.use(use)),
      answererOf('withdraw', withdrawApproval, (withdrawal) => this.withdraw(withdrawal)),
    ]);
    return server;
  }

  private answer(question: ApprovalQuestion): ApprovalAnswer {
    const { key } = question;
    const digest = approvalDigest(question);
    const known = this.approvals.get(key) ?? this.begin(question, digest);
    const { id: approvalId, verdict, reason, decidedBy } = known;
    if (known.digest !== digest) {
      const changed = 'this key was asked for something else before';
      return { verdict: 'changed', key, reason: changed, approvalId, digest: known.digest };
    }
    return { verdict, key, reason, approvalId, digest, ...(decidedBy.length > 0 && { decidedBy }) };
  }

  private begin(question: ApprovalQuestion, digest: string): StandInApproval {
    const isOpen = this.says === 'pending';
    const begun: StandInApproval = {
      ...{ question, id: uuidv7(), digest, verdict: this.says, decidedBy: isOpen ? [] : ['policy'] },
      reason: isOpen ? 'waits for a person' : `${this.says}: as the policy says`,
    };
    this.approvals.set(question.key, begun);
    return begun;
  }

  private used(use: ApprovalUse): ApprovalUseAnswer {
    const { key, digest, usedFor } = use;
    const refused = (reason: string): ApprovalUseAnswer => ({ result: 'refused', key, reason });
    const known = this.approvals.get(key);
    if (!known) return refused('nothing was asked under this key');
    if (known.digest !== digest) return refused('the decision was made for something else');
    if (known.verdict === 'used' && known.usedFor !== usedFor)
      return refused(`it was used for ${known.usedFor} already`);
    if (!['approved', 'free', 'used'].includes(known.verdict)) return refused(`it is ${known.verdict}`);
    Object.assign(known, { verdict: 'used', usedFor });
    this.uses.push(use);
    return { result: 'used', key, reason: `used for ${usedFor}` };
  }
}

function decidedEvent(of: StandInApproval, verdict: string): EventEnvelope<ActApprovalDecided> {
  const { id: approvalId, digest, question, reason, decidedBy } = of;
  const { key, act, subject, asker } = question;
  const id = uuidv7();
  return {
    ...{ specversion: '1.0', id, source: 'vividwalls/governance', type: eventOf(ActApprovalDecided).type },
    ...{ subject: approvalId, time: new Date(0).toISOString(), version: 2, correlationid: id, causationid: id },
    ...{ actor: decidedBy.at(-1) ?? 'system', test: false, datacontenttype: 'application/json' },
    data: {
      ...{ approvalId, key, act, about: subject, digest, askedBy: asker, taskId: null },
      ...{ verdict, reason, decidedBy: [...decidedBy] },
    },
  } as EventEnvelope<ActApprovalDecided>;
}
