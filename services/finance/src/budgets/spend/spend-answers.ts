import { Injectable } from '@nestjs/common';
import {
  authorizeSpend,
  settleAuthorisedSpend,
  type Settlement,
  type SettlementOrder,
  type SpendDecision,
  type SpendQuestion,
} from '@vividwalls/contracts';
import { Answers, type AnswerContext } from '@vividwalls/messaging';
import { requestOf } from './request-of.js';
import { SettleDesk } from './settle-desk.js';
import { SpendDesk } from './spend-desk.js';

/**
 * Answers other services. What is wrong with a question is a refusal here, not an error: whoever asks must not spend, and the
 * reason says why. Only what could not be decided is an error, and then the asker's fallback holds, which is a refusal too.
 */
@Injectable()
export class SpendAnswers {
  constructor(
    private readonly desk: SpendDesk,
    private readonly settling: SettleDesk,
  ) {}

  @Answers(authorizeSpend)
  async authorise(question: SpendQuestion, { signal }: AnswerContext): Promise<SpendDecision> {
    const { key } = question;
    const result = requestOf(question);
    if ('faults' in result) {
      const reason = result.faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
      return { decision: 'refused', reason, key };
    }
    const answer = await this.desk.authorise(result.request, signal);
    return 'decision' in answer ? answer.decision : { decision: 'refused', reason: answer.conflict, key };
  }

  /** A settlement that is refused once is refused for ever: whoever asks need not ask again. */
  @Answers(settleAuthorisedSpend)
  async settle({ key, outcome, actualMinor, currency, actor }: SettlementOrder): Promise<Settlement> {
    const result = await this.settling.settle(
      outcome === 'commit'
        ? { kind: 'commit', key, actor, actualMinor: BigInt(actualMinor!), unit: currency }
        : { kind: 'release', key, actor },
    );
    if ('spend' in result) return { result: 'settled', key, reason: `the spend is ${result.spend.state}` };
    const faults = result.faults?.map(({ pointer, message }) => `${pointer} ${message}`) ?? [];
    return { result: 'refused', key, reason: [result.detail, ...faults].join(' ') };
  }
}
